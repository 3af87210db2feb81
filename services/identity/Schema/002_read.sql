create table if not exists read.users (
  user_id uuid primary key,
  username text not null,
  name text not null,
  roles text[] not null,
  team_ids uuid[] not null default '{}',
  teams text[] not null default '{}',
  disabled boolean not null default false,
  version bigint not null
);
create index if not exists users_by_name on read.users (name, user_id);

create table if not exists read.teams (
  team_id uuid primary key,
  name text not null constraint teams_name_key unique
);
