create table calendar_term (
  school_id uuid not null references school (id),
  id uuid not null,
  -- '2025-autumn'
  code text not null check (code ~ '^\d{4}-(autumn|spring)$'),
  name text not null,
  from_on date not null,
  to_on date not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code),
  check (to_on > from_on)
);
create index calendar_term_from on calendar_term (school_id, from_on);

-- What differs from the public calendar: the school's own days off, and days it works instead.
create table calendar_day (
  school_id uuid not null references school (id),
  id uuid not null,
  day date not null,
  kind text not null check (kind in ('off', 'work')),
  title text not null,
  -- worked by the timetable of this weekday (1 Monday .. 7 Sunday)
  like_weekday int check (like_weekday between 1 and 7),
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, day),
  check (like_weekday is null or kind = 'work')
);

-- Hours of work by weekday (1 Monday .. 7 Sunday), minutes after midnight; several spans a day.
create table calendar_hours (
  school_id uuid not null references school (id),
  id uuid not null,
  -- 'school' always, 'vacation' for those on duty between terms, or the code of a term with other hours
  applies text not null default 'school' check (applies ~ '^(school|vacation|\d{4}-(autumn|spring))$'),
  weekday int not null check (weekday between 1 and 7),
  from_minute int not null check (from_minute between 0 and 1440),
  to_minute int not null check (to_minute between 0 and 1440),
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, applies, weekday, from_minute),
  check (to_minute > from_minute)
);
select zongwu_guard('calendar_term', 'calendar_day', 'calendar_hours');
