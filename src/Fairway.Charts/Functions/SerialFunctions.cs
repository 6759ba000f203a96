using System.Text.Json.Nodes;
using Fairway.Charts.Values;
using Fairway.Schema.Json;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Functions;

/// <summary>YAML and JSON, in and out, as Helm's engine has them: most give a text or a map where others would
/// fail.</summary>
internal static class SerialFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("toYaml", "any", (in call) => GoValue.Of(Lenient(call, (value, budget) => GoYaml.Write(value, budget))));
        add("toYamlPretty", "any", (in call) =>
            GoValue.Of(Lenient(call, (value, budget) => GoYaml.Write(value, budget, isPretty: true))));
        add("fromToml", "string", (in call) => FromToml(call));
        add("toToml", "any", (in call) => GoValue.Of(Toml(call)));
        add("mustToToml", "any", (in call) =>
        {
            RefuseNothing(call);
            return call.Made(GoToml.Write(call[0], call.Budget));
        });
        Both(add, "toJson", (value, budget) => GoJson.Write(value, budget));
        Both(add, "toPrettyJson", (value, budget) => GoJson.Write(value, budget, indent: "  "));
        Both(add, "toRawJson", (value, budget) => GoJson.Write(value, budget, escapesMarkup: false));
        add("mustFromJson", "string", (in call) => MustFromJson(call));
        add("mustToYaml", "any", (in call) => GoValue.Of(GoYaml.Write(call[0], call.Budget)));
        add("fromYaml", "string", (in call) => FromYaml<JsonObject>(call, "map[string]interface {}"));
        add("fromYamlArray", "string", (in call) => FromYaml<JsonArray>(call, "[]interface {}"));
        add("fromJson", "string", (in call) => FromJson<JsonObject>(call, "map[string]interface {}"));
        add("fromJsonArray", "string", (in call) => FromJson<JsonArray>(call, "[]interface {}"));
    }

    private static void Both(FunctionTable.Add add, string name, Func<GoValue, Budget, string> write)
    {
        add(name, "any", (in call) => GoValue.Of(Lenient(call, write)));
        add($"must{char.ToUpperInvariant(name[0])}{name[1..]}", "any", (in call) =>
            GoValue.Of(write(call[0], call.Budget)));
    }

    private static GoValue MustFromJson(in FunctionCall call)
    {
        try
        {
            call.Budget.Charge(call.Text(0).Length);
            return JsonValues.From(JsonReader.Read(ByteText.ToBytes(call.Text(0))).Node);
        }
        catch (JsonFormatException fault)
        {
            throw new GoError(ByteText.FromUnicode(fault.Message));
        }
    }

    /// <summary>Of nothing the library asks the type, and panics.</summary>
    private static void RefuseNothing(in FunctionCall call)
    {
        if (call[0].IsNil)
        {
            throw new GoError("reflect: call of reflect.Value.Type on zero Value");
        }
    }

    /// <summary>What cannot be written becomes its error's text.</summary>
    private static string Toml(in FunctionCall call)
    {
        RefuseNothing(call);
        try
        {
            return GoToml.Write(call[0], call.Budget);
        }
        catch (GoError fault) when (call.Budget.Left > 0)
        {
            return fault.Message;
        }
    }

    private static GoValue FromToml(in FunctionCall call)
    {
        call.Budget.Charge(call.Text(0).Length);
        try
        {
            return GoValue.Of(TomlValues.Read(ByteText.ToUnicode(call.Text(0))));
        }
        catch (FormatException fault)
        {
            return Fault<JsonObject>(fault.Message);
        }
    }

    private static string Lenient(in FunctionCall call, Func<GoValue, Budget, string> write)
    {
        try
        {
            return write(call[0], call.Budget);
        }
        catch (GoError) when (call.Budget.Left > 0)
        {
            return "";
        }
    }

    private static GoValue FromYaml<T>(in FunctionCall call, string type)
        where T : JsonNode
    {
        try
        {
            call.Budget.Charge(call.Text(0).Length);
            var node = YamlReader.Read(ByteText.ToUnicode(call.Text(0)), YamlReadOptions.Lenient);
            return node is T or null
                ? JsonValues.From(node ?? (typeof(T) == typeof(JsonObject) ? new JsonObject() : new JsonArray()))
                : Fault<T>($"error unmarshaling JSON: while decoding JSON: {Mismatch(node, type)}");
        }
        catch (YamlFormatException fault)
        {
            return Fault<T>($"error converting YAML to JSON: {fault.Message}");
        }
    }

    private static GoValue FromJson<T>(in FunctionCall call, string type)
        where T : JsonNode
    {
        try
        {
            call.Budget.Charge(call.Text(0).Length);
            var node = JsonReader.Read(ByteText.ToBytes(call.Text(0))).Node;
            return node is T or null
                ? JsonValues.From(node ?? (typeof(T) == typeof(JsonObject) ? new JsonObject() : new JsonArray()))
                : Fault<T>(Mismatch(node, type));
        }
        catch (JsonFormatException fault)
        {
            return Fault<T>(fault.Message);
        }
    }

    private static string Mismatch(JsonNode node, string type)
    {
        var kind = node switch
        {
            JsonObject => "object",
            JsonArray => "array",
            _ => node.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => "string",
                System.Text.Json.JsonValueKind.Number => "number",
                _ => "bool",
            },
        };
        return $"json: cannot unmarshal {kind} into Go value of type {type}";
    }

    /// <summary>A map with the key <c>Error</c>, or a list of the fault.</summary>
    private static GoValue Fault<T>(string message)
    {
        var text = GoValue.Of(ByteText.FromUnicode(message));
        if (typeof(T) != typeof(JsonObject))
        {
            return GoValue.Of(new GoList([text]));
        }

        var map = new GoMap();
        map["Error"] = text;
        return GoValue.Of(map);
    }
}
