// The pools of database/sql and GORM. Another version of pgx is measured without them, since they need a late one.
package main

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/lib/pq"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	database "poolcfg.example/conformance/rendered"
)

func init() {
	makers["database-sql"] = func(ctx context.Context, text string) (pool, error) { return openSQL(ctx, text, connectPgx) }
	makers["lib/pq"] = func(ctx context.Context, text string) (pool, error) { return openSQL(ctx, text, connectPq) }
	makers["gorm"] = openGorm
}

// settings are what the target's json form holds: the struct of the rendered program, with the connection string.
type settings struct {
	DSN string `json:"dsn"`
	database.PoolConfig
}

func connectPgx(dsn string) (*sql.DB, error) {
	server, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(stdlib.GetConnector(*server)), nil
}

func connectPq(dsn string) (*sql.DB, error) {
	connector, err := pq.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

// start opens the pool as the rendered program does; it goes on without waiting, so that each caller meets the error.
func start(ctx context.Context, text string, connect func(string) (*sql.DB, error)) (*sql.DB, error) {
	var given settings
	if err := json.Unmarshal([]byte(text), &given); err != nil {
		return nil, err
	}
	db, err := connect(given.DSN)
	if err != nil {
		return nil, err
	}
	if err := given.Start(ctx, db); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

type sqlPool struct{ db *sql.DB }

func openSQL(ctx context.Context, text string, connect func(string) (*sql.DB, error)) (pool, error) {
	db, err := start(ctx, text, connect)
	return sqlPool{db}, err
}

func (p sqlPool) acquire(ctx context.Context) (held, error) {
	conn, err := p.db.Conn(ctx)
	return sqlHeld{conn}, err
}

func (p sqlPool) query(ctx context.Context, text string) ([]row, error) {
	rows, err := p.db.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func (p sqlPool) close() { _ = p.db.Close() }

type sqlHeld struct{ conn *sql.Conn }

func (h sqlHeld) query(ctx context.Context, text string) ([]row, error) {
	rows, err := h.conn.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func (h sqlHeld) release() { _ = h.conn.Close() }

func collect(rows *sql.Rows) ([]row, error) {
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	found := []row{}
	for rows.Next() {
		values := make([]any, len(names))
		places := make([]any, len(names))
		for at := range values {
			places[at] = &values[at]
		}
		if err := rows.Scan(places...); err != nil {
			return nil, err
		}
		found = append(found, named(names, values))
	}
	return found, rows.Err()
}

func named(names []string, values []any) row {
	one := row{}
	for at, name := range names {
		if text, ok := values[at].([]byte); ok {
			one[name] = string(text)
		} else {
			one[name] = values[at]
		}
	}
	return one
}

type gormPool struct {
	sqlPool
	orm *gorm.DB
}

func openGorm(ctx context.Context, text string) (pool, error) {
	db, err := start(ctx, text, connectPgx)
	if err != nil {
		return nil, err
	}
	// its logger writes to where the answers go
	orm, err := gorm.Open(postgres.New(postgres.Config{Conn: db}), &gorm.Config{Logger: logger.Discard})
	return gormPool{sqlPool{db}, orm}, err
}

func (p gormPool) query(ctx context.Context, text string) ([]row, error) {
	rows, err := p.orm.WithContext(ctx).Raw(text).Rows()
	if err != nil {
		return nil, err
	}
	return collect(rows)
}
