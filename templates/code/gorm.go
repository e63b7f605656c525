// Package database opens the connection pool.
package database

import (
	"context"
	"database/sql"
	"time"
	{{imports}}

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// PoolConfig holds the settings of the pool.
type PoolConfig struct {
	MaxOpenConns     int           `json:"max_open_conns"`
	MaxIdleConns     int           `json:"max_idle_conns"`
	ConnMaxLifetime  time.Duration `json:"conn_max_lifetime"`
	ConnMaxIdleTime  time.Duration `json:"conn_max_idle_time"`
	MaxRetries       int           `json:"max_retries"`
	RetryInterval    time.Duration `json:"retry_interval"`
	RetryMultiplier  int           `json:"retry_multiplier"`
	MaxRetryInterval time.Duration `json:"max_retry_interval"`
	HealthInterval   time.Duration `json:"health_interval"`
	MetricsEnabled   bool          `json:"metrics_enabled"` // for what publishes db.Stats()
}

// Config holds the settings that Open uses.
var Config = PoolConfig{{{options.max_open_conns|options.max_idle_conns|options.conn_max_lifetime|options.conn_max_idle_time|options.max_retries|options.retry_interval|options.retry_multiplier|options.max_retry_interval|options.health_interval|options.metrics_enabled+}}
var Config = PoolConfig{}{{options.max_open_conns|options.max_idle_conns|options.conn_max_lifetime|options.conn_max_idle_time|options.max_retries|options.retry_interval|options.retry_multiplier|options.max_retry_interval|options.health_interval|options.metrics_enabled!}}
	MaxOpenConns: {{options.max_open_conns?}},
	MaxIdleConns: {{options.max_idle_conns?}},
	ConnMaxLifetime: {{options.conn_max_lifetime?}},
	ConnMaxIdleTime: {{options.conn_max_idle_time?}},
	MaxRetries: {{options.max_retries?}},
	RetryInterval: {{options.retry_interval?}},
	RetryMultiplier: {{options.retry_multiplier?}},
	MaxRetryInterval: {{options.max_retry_interval?}},
	HealthInterval: {{options.health_interval?}},
	MetricsEnabled: {{options.metrics_enabled?}},
}{{options.max_open_conns|options.max_idle_conns|options.conn_max_lifetime|options.conn_max_idle_time|options.max_retries|options.retry_interval|options.retry_multiplier|options.max_retry_interval|options.health_interval|options.metrics_enabled+}}

// Open opens the pool, waits until the server answers, and gives GORM the pool.
func Open(ctx context.Context) (*gorm.DB, error) {
	server, err := pgx.ParseConfig({{url}})
	if err != nil {
		return nil, err
	}
	server.ConnectTimeout = {{parameters.connect_timeout?}}
	server.RuntimeParams["application_name"] = {{parameters.application_name?}}
	server.RuntimeParams["search_path"] = {{parameters.search_path?}}
	server.RuntimeParams["statement_timeout"] = {{parameters.statement_timeout?}}
	server.RuntimeParams["lock_timeout"] = {{parameters.lock_timeout?}}
	server.RuntimeParams["idle_in_transaction_session_timeout"] = {{parameters.idle_in_transaction_session_timeout?}}
	server.RuntimeParams["transaction_timeout"] = {{parameters.transaction_timeout?}}
	server.RuntimeParams["options"] = {{parameters.options?}}
	db := stdlib.OpenDB(*server)
	if err := Config.Start(ctx, db); err != nil {
		_ = db.Close()
		return nil, err
	}
	return gorm.Open(postgres.New(postgres.Config{Conn: db}), &gorm.Config{})
}

// Start gives the pool its settings, waits until the server answers, and looks after the pool until ctx ends.
func (c PoolConfig) Start(ctx context.Context, db *sql.DB) error {
	db.SetMaxOpenConns(c.MaxOpenConns){{options.max_open_conns+}}
	db.SetMaxIdleConns(c.MaxIdleConns){{options.max_idle_conns+}}
	db.SetConnMaxLifetime(c.ConnMaxLifetime){{options.conn_max_lifetime+}}
	db.SetConnMaxIdleTime(c.ConnMaxIdleTime){{options.conn_max_idle_time+}}
	if err := c.ping(ctx, db); err != nil {
		return err
	}
	if c.HealthInterval > 0 {
		go c.watch(ctx, db)
	}
	return nil
}

func (c PoolConfig) ping(ctx context.Context, db *sql.DB) error {
	wait := c.RetryInterval
	for attempt := 1; ; attempt++ {
		err := db.PingContext(ctx)
		if err == nil || attempt >= c.MaxRetries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		if c.RetryMultiplier > 1 {
			wait *= time.Duration(c.RetryMultiplier)
		}
		if c.MaxRetryInterval > 0 {
			wait = min(wait, c.MaxRetryInterval)
		}
	}
}

// watch closes a connection that died while it was idle.
func (c PoolConfig) watch(ctx context.Context, db *sql.DB) {
	ticker := time.NewTicker(c.HealthInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			limited, cancel := context.WithTimeout(ctx, c.HealthInterval)
			_ = db.PingContext(limited)
			cancel()
		}
	}
}

{{helpers}}
