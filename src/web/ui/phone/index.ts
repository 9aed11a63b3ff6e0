/** For phone flows and public pages. Nothing here brings in antd. */
export { DueMark } from '../marks/DueMark.tsx'
export { StateTag } from '../marks/StateTag.tsx'
export { When } from '../marks/When.tsx'
export { BigButton, BigChoice, type BigOption, PhoneField, Stars } from './controls.tsx'
export { PhoneFlow, type PhoneFlowProps } from './PhoneFlow.tsx'
export { PhoneNotice, PhotoTake, PublicPage } from './PhoneParts.tsx'
