// Opens pools of Go's libraries with what poolcfg renders, and answers requests about them: one JSON object a line.
package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/lib/pq"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	database "poolcfg.example/conformance/rendered"
)

type row = map[string]any

// pool is what is measured; held is one connection out of it.
type pool interface {
	acquire(ctx context.Context) (held, error)
	query(ctx context.Context, text string) ([]row, error)
	close()
}

type held interface {
	query(ctx context.Context, text string) ([]row, error)
	release()
}

// settings are what the target's json form holds: the struct of the rendered program, with the connection string.
type settings struct {
	DSN string `json:"dsn"`
	database.PoolConfig
}

var makers = map[string]func(context.Context, string) (pool, error){
	"database-sql": func(ctx context.Context, text string) (pool, error) { return openSQL(ctx, text, connectPgx) },
	"lib/pq":       func(ctx context.Context, text string) (pool, error) { return openSQL(ctx, text, connectPq) },
	"gorm":         openGorm,
	"pgxpool":      openPgxpool,
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

type pgxPool struct{ own *pgxpool.Pool }

func openPgxpool(ctx context.Context, text string) (pool, error) {
	own, err := pgxpool.New(ctx, text)
	return pgxPool{own}, err
}

func (p pgxPool) acquire(ctx context.Context) (held, error) {
	conn, err := p.own.Acquire(ctx)
	return pgxHeld{conn}, err
}

func (p pgxPool) query(ctx context.Context, text string) ([]row, error) {
	rows, err := p.own.Query(ctx, text)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToMap)
}

func (p pgxPool) close() { p.own.Close() }

type pgxHeld struct{ conn *pgxpool.Conn }

func (h pgxHeld) query(ctx context.Context, text string) ([]row, error) {
	rows, err := h.conn.Query(ctx, text)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToMap)
}

func (h pgxHeld) release() { h.conn.Release() }

type request struct {
	ID       int    `json:"id"`
	Op       string `json:"op"`
	Target   string `json:"target"`
	Settings string `json:"settings"`
	Pool     int    `json:"pool"`
	Held     int    `json:"held"`
	SQL      string `json:"sql"`
}

type answer struct {
	ID    int    `json:"id"`
	Error string `json:"error,omitempty"`
	Pool  int    `json:"pool,omitempty"`
	Held  int    `json:"held,omitempty"`
	PID   any    `json:"pid,omitempty"`
	Rows  []row  `json:"rows"`
}

type desk struct {
	sync.Mutex
	pools map[int]pool
	held  map[int]held
	out   *json.Encoder
}

func (d *desk) answer(asked request) {
	given, err := d.do(asked)
	given.ID = asked.ID
	if err != nil {
		given.Error = err.Error()
	}
	d.Lock()
	defer d.Unlock()
	_ = d.out.Encode(given)
}

func (d *desk) do(asked request) (answer, error) {
	ctx := context.Background()
	d.Lock()
	from, taken := d.pools[asked.Pool], d.held[asked.Held]
	d.Unlock()
	switch asked.Op {
	case "open":
		made, err := makers[asked.Target](ctx, asked.Settings)
		if err != nil {
			return answer{}, err
		}
		d.Lock()
		d.pools[asked.ID] = made
		d.Unlock()
		return answer{Pool: asked.ID}, nil
	case "acquire":
		one, err := from.acquire(ctx)
		if err != nil {
			return answer{}, err
		}
		rows, err := one.query(ctx, "SELECT pg_backend_pid() AS pid")
		if err != nil {
			one.release()
			return answer{}, err
		}
		d.Lock()
		d.held[asked.ID] = one
		d.Unlock()
		return answer{Held: asked.ID, PID: rows[0]["pid"]}, nil
	case "query":
		if taken != nil {
			rows, err := taken.query(ctx, asked.SQL)
			return answer{Rows: rows}, err
		}
		rows, err := from.query(ctx, asked.SQL)
		return answer{Rows: rows}, err
	case "release":
		taken.release()
		return answer{}, nil
	case "end":
		from.close()
		return answer{}, nil
	}
	return answer{}, fmt.Errorf("there is no %q", asked.Op)
}

func main() {
	answers := &desk{pools: map[int]pool{}, held: map[int]held{}, out: json.NewEncoder(os.Stdout)}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		go answers.answer(asked)
	}
}
