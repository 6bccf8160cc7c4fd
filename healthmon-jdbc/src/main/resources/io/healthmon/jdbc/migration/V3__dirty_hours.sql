-- Hours are rolled up once, when they have closed, and not with every check. Hours before closed_to are closed: but for the dirty
-- ones, their rollups say what the rows say. Hours before dropped_to may have lost their rows: of them the rollups alone are read.
-- Every batch holds the pen's row, so one that brings rows of a closed hour is sure to see that it is late, and makes the hour
-- dirty; by its version, whoever rolls the hour up sees whether rows came meanwhile. Versions are never used twice.
alter table healthmon_writer
    add column closed_to  timestamp with time zone not null default 'epoch',
    add column dropped_to timestamp with time zone not null default 'epoch';

create table healthmon_dirty_hour (
    hour    timestamp with time zone primary key,
    version bigserial not null
);

-- How long the operational checks took: a sketch, see ResponseTimes.java; null if there were none.
alter table healthmon_hourly_rollup add column response_times bytea;

-- Its rows are written once: updates need no room.
alter table healthmon_hourly_rollup set (fillfactor = 100);

-- What the hours of a day come to, once they are old. A row is either here or there.
create table healthmon_daily_rollup (
    service_name   varchar(100)             not null,
    day            date                     not null,
    healthy        bigint                   not null,
    degraded       bigint                   not null,
    unhealthy      bigint                   not null,
    unknown        bigint                   not null,
    first_at       timestamp with time zone not null,
    response_times bytea,
    primary key (service_name, day)
);

create index idx_healthmon_daily_rollup_day on healthmon_daily_rollup (day);

-- A database of version 1 has rollups of every batch, without response times. All hours whose rows are still there count as not
-- closed: they are closed and rolled up anew by the next maintenance. The days that are there are those in a row up to today: one
-- before them was dropped and made again for rows that came late.
with made as (
    select to_date(right(child.relname, 8), 'YYYYMMDD') as day
    from pg_inherits link join pg_class child on child.oid = link.inhrelid
    where link.inhparent = 'service_health_checks'::regclass and child.relname ~ '_p[0-9]{8}$'
), in_a_row as (
    select day, day + row_number() over (order by day desc)::int as same_in_a_row
    from made where day <= (now() at time zone 'UTC')::date
), kept as (
    select min(day) as since from in_a_row
    where same_in_a_row = (select same_in_a_row from in_a_row order by day desc limit 1)
)
update healthmon_writer
set closed_to = since::timestamp at time zone 'UTC', dropped_to = since::timestamp at time zone 'UTC'
from kept where since is not null;
