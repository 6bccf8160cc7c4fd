-- What the migrations of the original service leave behind, as alembic emits it, beside tables of the dashboard that it is part of.

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE users (
    id SERIAL NOT NULL,
    username VARCHAR(80) NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_users_username ON users (username);

-- Running upgrade 010 -> 011

CREATE TABLE service_health_checks (
    id SERIAL NOT NULL,
    service_name VARCHAR(100) NOT NULL,
    status VARCHAR(20) NOT NULL,
    checks JSON,
    response_time_ms INTEGER,
    timestamp TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_service_health_checks_service_name ON service_health_checks (service_name);

CREATE INDEX ix_service_health_checks_timestamp ON service_health_checks (timestamp);

CREATE INDEX idx_service_timestamp ON service_health_checks (service_name, timestamp);

CREATE INDEX idx_status_timestamp ON service_health_checks (status, timestamp);

CREATE TABLE service_health_alerts (
    id SERIAL NOT NULL,
    service_name VARCHAR(100) NOT NULL,
    severity VARCHAR(20) NOT NULL,
    message TEXT NOT NULL,
    status VARCHAR(20) DEFAULT 'active' NOT NULL,
    triggered_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);

CREATE INDEX ix_service_health_alerts_service_name ON service_health_alerts (service_name);

CREATE INDEX ix_service_health_alerts_status ON service_health_alerts (status);

CREATE INDEX idx_alert_service_status ON service_health_alerts (service_name, status);

CREATE INDEX idx_alert_triggered ON service_health_alerts (triggered_at);

INSERT INTO alembic_version (version_num) VALUES ('011');

INSERT INTO users (username) VALUES ('admin');
