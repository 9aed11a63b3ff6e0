/** What an app for one-time codes is called where schools are. */
export const APPS = '微信小程序“腾讯身份验证器”、微软 Authenticator、谷歌 Authenticator 都可以'

/** The secret in groups of four, for whoever types it. */
export const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')
