require "active_record"
{{imports}}

{{helpers}}
ActiveRecord::Base.establish_connection({{options}})
