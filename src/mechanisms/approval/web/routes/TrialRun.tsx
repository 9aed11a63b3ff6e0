import { useState } from 'react'
import { type Answer, useRead } from '../../../../web/api.ts'
import { ErrorNotice, Notice } from '../../../../web/ui/feedback/Notices.tsx'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import { SelectInput } from '../../../../web/ui/form/choices.tsx'
import { MoneyInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { approval } from '../../contract.ts'
import type { RouteDraft } from '../../shapes.ts'
import { ApproverFinder, UnitFinder } from '../pickers.tsx'
import { Part } from './Part.tsx'
import type { Lists } from './RouteCard.tsx'

export type Trial = Answer<typeof approval.preview>

export interface TrialFacts {
  amountFen?: number | undefined
  category?: string | undefined
  funding: string
  unit?: Choice | undefined
  asker?: Choice | undefined
}

/** Asks who would have to sign, by what stands on the page. */
export function useTrial(kind: string, routes: readonly RouteDraft[], flaw: string | undefined) {
  const [facts, setFacts] = useState<TrialFacts>({ funding: '' })
  const { amountFen, category, funding, unit, asker } = facts
  const read = useRead(
    approval.preview,
    {
      kind,
      routes: [...routes],
      ...(amountFen === undefined ? {} : { amountFen }),
      ...(category ? { category } : {}),
      ...(funding.trim() ? { funding } : {}),
      ...(unit ? { unitId: unit.value } : {}),
      ...(asker ? { askerId: asker.value } : {}),
    },
    { enabled: flaw === undefined, keep: true },
  )
  return { facts, setFacts, read }
}

/** 试算: for a given amount, department and asker, the chain as it would be today. */
export function TrialRun({
  trial,
  lists,
  flaw,
}: {
  trial: ReturnType<typeof useTrial>
  lists: Lists
  flaw: string | undefined
}) {
  const { facts, setFacts, read } = trial
  const set = (change: Partial<TrialFacts>): void => setFacts({ ...facts, ...change })
  return (
    <aside className="zw-trial" aria-label="试算">
      <h2>谁来批：试算一下</h2>
      <div className="zw-route-when">
        <Part title="金额">
          <MoneyInput value={facts.amountFen} onChange={amountFen => set({ amountFen })} />
        </Part>
        {lists.categories.length > 0 && (
          <Part title="类别">
            <SelectInput
              value={facts.category}
              options={lists.categories}
              onChange={category => set({ category })}
            />
          </Part>
        )}
        <Part title="申请人">
          <ApproverFinder value={facts.asker} onChange={asker => set({ asker })} />
        </Part>
        <Part title="部门">
          <UnitFinder value={facts.unit} onChange={unit => set({ unit })} />
        </Part>
        <Part title="经费来源">
          <TextInput value={facts.funding} onChange={funding => set({ funding })} />
        </Part>
      </div>
      {flaw ? (
        <Notice tone="late">{flaw}。改好以后才能试算和保存。</Notice>
      ) : read.error ? (
        <ErrorNotice message={read.error.message} onRetry={() => void read.refetch()} />
      ) : (
        read.data && <Result trial={read.data} />
      )}
    </aside>
  )
}

function Result({ trial }: { trial: Trial }) {
  return (
    <>
      <p>
        {trial.askerName}提交，走“{trial.routeTitle}”：
      </p>
      <ol className="zw-trial-steps">
        {trial.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells steps apart
          <li key={i}>
            <b>{step.title}</b>
            {step.persons.length > 1 && <span className="zw-chain-mode">{step.modeLabel}</span>}
            {step.persons.map(person => (
              <p key={person.id} data-same={person.same || undefined}>
                {person.name}
                {person.same && '（同一人，不再问）'}
                {person.origin && <small>{person.origin}</small>}
              </p>
            ))}
            <p className="zw-muted">
              {[
                step.hours ? `${step.hours} 小时内（工作日）` : '不限时',
                step.cc.length > 0 && `抄送${step.cc.join('、')}`,
              ]
                .filter(Boolean)
                .join('，')}
            </p>
          </li>
        ))}
      </ol>
      {trial.problem && <Notice tone="late">{trial.problem}</Notice>}
    </>
  )
}
