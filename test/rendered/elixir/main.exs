# Reads what poolcfg renders for Ecto with Elixir's own config reader, and prints what it finds: one line for each file, in
# order. Elixir of that age has no JSON, so a line is the base64 of name and value pairs.

defmodule Rendered do
  @own ["PATH", "HOME", "LANG", "ELIXIR_ERL_OPTIONS"]

  def main([list]) do
    for line <- File.stream!(list) do
      [file, folder | pairs] = line |> String.trim_trailing("\n") |> String.split("\t") |> Enum.map(&Base.decode64!/1)
      for {name, _} <- System.get_env(), name not in @own, do: System.delete_env(name)
      pairs |> Enum.chunk_every(2) |> Enum.each(fn [name, value] -> System.put_env(name, value) end)
      File.cd!(folder)

      found =
        try do
          file |> Config.Reader.read!() |> read()
        rescue
          error -> [{"problem", Exception.message(error)}]
        end

      found
      |> Enum.map(fn {name, value} -> Base.encode64(name) <> " " <> Base.encode64(value) end)
      |> Enum.join("\t")
      |> IO.puts()
    end
  end

  defp read(app: [{App.Repo, options}]) do
    # what Postgrex refuses of these
    for key <- [:database, :username, :password, :hostname, :socket_dir], value = options[key], do: true = is_binary(value)
    for {_, value} <- options[:parameters] || [], do: true = is_binary(value)

    endpoints =
      cond do
        options[:socket_dir] -> [{options[:socket_dir], options[:port] || 5432}]
        options[:endpoints] -> options[:endpoints]
        true -> [{options[:hostname] || "", options[:port] || 5432}]
      end

    server = Enum.map_join(endpoints, ",", fn {host, port} when is_binary(host) and is_integer(port) -> "#{host}:#{port}" end)

    # a server that allows writes is the primary for Postgrex
    attributes = if options[:target_server_type] == :primary, do: "read-write", else: "any"

    [{"server", server}, {"tls", tls(options[:ssl])}, {"attributes", attributes}] ++
      for(key <- [:database, :username, :password], value = options[key], do: {to_string(key), value}) ++
      for({key, value} <- options[:parameters] || [], do: {"parameters." <> to_string(key), value}) ++
      for(
        key <- [:pool_size, :queue_target, :connect_timeout, :handshake_timeout, :idle_interval, :timeout, :backoff_min] ++
          [:backoff_max],
        Keyword.has_key?(options, key),
        do: {"options." <> to_string(key), number(options[key])}
      ) ++
      case options[:max_lifetime] do
        nil -> []
        low..high -> [{"options.max_lifetime", "#{high}"}, {"options.least_lifetime", "#{low}"}]
      end
  end

  defp number(:infinity), do: "infinity"
  defp number(value) when is_integer(value), do: "#{value}"

  # as Postgrex has it: true verifies all, and a list is added to that
  defp tls(value) when value in [nil, false], do: "off"
  defp tls(true), do: "full"

  defp tls(list) when is_list(list) do
    case {list[:verify], list[:server_name_indication]} do
      {:verify_none, _} -> "unverified"
      {_, :disable} -> "ca"
      {_, name} when is_list(name) or name == nil -> "full"
    end
  end
end

Rendered.main(System.argv())
