-- Checks that were made and not recorded one by one, because there was no room left for them while the database was away.
create table healthmon_gap (
    service_name varchar(100)             not null,
    from_at      timestamp with time zone not null,
    to_at        timestamp with time zone not null,
    checks       bigint                   not null
);

create index idx_healthmon_gap_service on healthmon_gap (service_name, to_at);
create index idx_healthmon_gap_to on healthmon_gap (to_at);
