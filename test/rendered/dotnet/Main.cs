// Reads connection strings and runs programs, and prints a line for each cell: its keys and values in base64, or "!" and an error.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Npgsql;

static class Reader
{
    // each cell: its kind, its name or text, its folder, then the names and values of its environment; fields in base64, tabs between them
    static void Main()
    {
        var set = new List<string>();
        foreach (var line in Console.In.ReadToEnd().Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t').Select(Decode).ToArray();
            foreach (var name in set) Environment.SetEnvironmentVariable(name, null);
            set.Clear();
            for (var at = 3; at + 1 < fields.Length; at += 2)
            {
                Environment.SetEnvironmentVariable(fields[at], fields[at + 1]);
                set.Add(fields[at]);
            }
            Directory.SetCurrentDirectory(fields[2]);
            Console.WriteLine(Read(fields[0], fields[1]));
        }
    }

    static string Read(string kind, string text)
    {
        try
        {
            NpgsqlDataSource.Last = null;
            if (kind == "code") Programs.Run(text);
            else NpgsqlDataSource.Create(text);
            var found = NpgsqlDataSource.Last;
            return string.Join("\t", found.Keys.Cast<string>().Select(key => Encode(key.ToLowerInvariant()) + "\t" + Encode(found[key].ToString())));
        }
        catch (Exception error)
        {
            return "!" + Encode(error.Message);
        }
    }

    static string Encode(string text) { return Convert.ToBase64String(Encoding.UTF8.GetBytes(text)); }
    static string Decode(string text) { return Encoding.UTF8.GetString(Convert.FromBase64String(text)); }
}
