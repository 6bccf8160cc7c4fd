-- Hours are rolled up once, when they have closed: not with every check. Up to rolled_up_to, and but for the hours that are dirty,
-- the rollups say what the rows say. Every batch holds the pen's row, so a row that comes late for a closed hour is seen to be late;
-- its batch makes the hour dirty, with a version that tells whether one came while the hour was computed anew.
alter table healthmon_writer add column rolled_up_to timestamp with time zone not null default date_trunc('hour', now());

create table healthmon_dirty_hour (
    hour    timestamp with time zone primary key,
    version bigint not null default 1
);
