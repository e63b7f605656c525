# Reads what poolcfg renders for Rails, and prints what Ruby makes of it: a line of JSON for each text, in order.
require "erb"
require "json"
require "stringio"
require "yaml"

module ActiveRecord
  # keeps what a program connects with
  class Base
    class << self
      attr_accessor :found

      def establish_connection(options)
        self.found = options
      end
    end
  end
end
$LOADED_FEATURES << "active_record.rb"

def settings(form, text)
  return YAML.safe_load(ERB.new(text).result, aliases: true).fetch("production") if form == "yaml"

  RubyVM::InstructionSequence.compile(text)
  # the program requires what stands for it here
  eval(text.gsub(/^require "active_record"$/, ""), TOPLEVEL_BINDING.dup)
  JSON.parse(JSON.generate(ActiveRecord::Base.found))
end

def millis(seconds)
  seconds && seconds.positive? ? (seconds * 1000).round : nil
end

# as libpq has it: one port is for all hosts, and an empty one is the default
def port_of(ports, at)
  port = ports.length > 1 ? ports[at] : ports[0]
  port.to_s.empty? ? 5432 : port
end

def read(form, text)
  found = settings(form, text)
  raise "the adapter is #{found["adapter"].inspect}" unless found["adapter"] == "postgresql"

  found.each { |name, value| raise "#{name} is #{value.class}" unless [String, Integer, Float, Hash, TrueClass, FalseClass, NilClass].include?(value.class) }
  hosts = (found["host"] || "").to_s.split(",", -1)
  hosts = [""] if hosts.empty?
  ports = (found["port"] || 5432).to_s.split(",", -1)
  mode = found["sslmode"] || "prefer"
  seen = {
    server: hosts.each_with_index.map { |host, at| "#{host}:#{port_of(ports, at)}" }.join(","),
    database: found["database"], user: found["username"], password: found["password"],
    tls: mode == "require" && found["sslrootcert"] ? "verify-ca" : mode,
    targetSessionAttributes: found["target_session_attrs"] || "any",
    parameters: (found["variables"] || {}).transform_values(&:to_s), options: found["options"] || ""
  }
  seen[:parameters]["search_path"] = found["schema_search_path"] if found["schema_search_path"]
  seen[:applicationName] = found["application_name"] if found["application_name"]
  settings = {}
  size = found["max_connections"] || found["pool"]
  settings["pool.max"] = Integer(size) if size
  settings["pool.min"] = Integer(found["min_connections"]) if found["min_connections"]
  { "checkout_timeout" => "pool.acquireTimeout", "connect_timeout" => "pool.connectTimeout", "idle_timeout" => "pool.idleTimeout",
    "max_age" => "pool.maxLifetime", "keepalives_idle" => "pool.keepAlive" }.each do |name, path|
    settings[path] = millis(found[name]) if found.key?(name)
  end
  settings["pool.keepAlive"] = nil if found["keepalives"] == 0
  { seen: seen, settings: settings }
end

own = ENV.slice("PATH", "HOME")
JSON.parse($stdin.read).each do |cell|
  ENV.replace(own.merge(cell["env"]))
  Dir.chdir(cell["folder"])
  $VERBOSE = true
  $stderr = StringIO.new
  begin
    line = read(cell["form"], cell["text"])
    warnings = $stderr.string.lines.reject { |text| text.include?("chdir") }
    line = { problem: warnings.join } unless warnings.empty?
  rescue StandardError, SyntaxError => error
    line = { problem: "#{error.class}: #{error.message}" }
  end
  $stdout.puts(JSON.generate(line))
end
