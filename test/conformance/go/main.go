// Opens pools of Go's libraries with what poolcfg renders, and answers requests about them: one JSON object a line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
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

// makers open the pools by target; those of database/sql are in sql.go.
var makers = map[string]func(context.Context, string) (pool, error){
	"pgxpool": openPgxpool,
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
