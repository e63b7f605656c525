// Reads .env texts as Docker Compose does: a line of JSON for each text of the JSON array on standard input.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/dotenv"
)

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := json.NewEncoder(os.Stdout)
	for _, text := range texts {
		values, err := dotenv.UnmarshalWithLookup(text, nil)
		if err != nil {
			values = map[string]string{"problem": err.Error()}
		}
		_ = out.Encode(values)
	}
}
