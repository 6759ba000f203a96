using System.Text;
using System.Text.Json;
using Fairway.Charts.Values;

namespace Fairway.Charts.Schemas;

/// <summary>Checks a value as Helm 4 does, and tells it in the words of its library. Where Go walks over a map in any
/// order, this goes by name.</summary>
/// <remarks>Source: github.com/santhosh-tekuri/jsonschema, version 6.</remarks>
internal sealed class FourValidator(SchemaDocument document, Budget budget)
{
    private const int MostDepth = 250;

    private readonly FourKeywords keywords = new(document);
    private int depth;

    /// <summary>What is wrong; empty if nothing is.</summary>
    /// <exception cref="ChartException">The schema cannot be used.</exception>
    public IReadOnlyList<SchemaFault> Check(JsonElement value) =>
        SchemaFault.Alone(Validate(document.Root, value, "", new Evaluated()));

    /// <summary>The same as lines, without the last line feed.</summary>
    public static string Tell(IReadOnlyList<SchemaFault> faults)
    {
        var text = new StringBuilder();
        foreach (var fault in faults)
        {
            fault.Write(text, 0);
        }

        return text.ToString(1, text.Length - 1);
    }

    private SchemaFault? Validate(JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        budget.Step();
        if (++depth > MostDepth)
        {
            throw new ChartException(
                "values.schema.json: references go round in a circle, or values are nested too deeply",
                "values.schema.json");
        }

        try
        {
            var faults = Faults(schema, value, path, seen);
            return faults.Count switch
            {
                0 => null,
                1 => faults[0],
                _ => new SchemaFault(path, SchemaFault.Group, faults),
            };
        }
        finally
        {
            depth--;
        }
    }

    private List<SchemaFault> Faults(JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                return [];
            case JsonValueKind.False:
                return [new SchemaFault(path, "false schema", [])];
            case JsonValueKind.Object:
                break;
            default:
                throw document.Wrong("of a schema");
        }

        var faults = new List<SchemaFault>();
        if (SchemaValue.Has(schema, "$ref", out var reference) && document.Draft < SchemaDraft.Draft2019)
        {
            Refer(faults, reference, value, path, seen);
            return faults;
        }

        if (keywords.Simple(schema, value, path) is { } simple)
        {
            return [simple];
        }

        if (reference.ValueKind == JsonValueKind.String)
        {
            Refer(faults, reference, value, path, seen);
        }

        ByType(faults, schema, value, path, seen);
        if (document.Draft >= SchemaDraft.Draft2019)
        {
            foreach (var keyword in new[] { "$recursiveRef", "$dynamicRef" })
            {
                if (SchemaValue.Has(schema, keyword, out var other))
                {
                    Refer(faults, other, value, path, seen);
                }
            }
        }

        Combine(faults, schema, value, path, seen);
        if (document.Draft >= SchemaDraft.Draft2019)
        {
            Unevaluated(faults, schema, value, path, seen);
        }

        return faults;
    }

    private void Refer(List<SchemaFault> faults, JsonElement reference, JsonElement value, string path, Evaluated seen)
    {
        if (reference.ValueKind != JsonValueKind.String)
        {
            throw document.Wrong("$ref");
        }

        if (Self(document.Resolve(reference.GetString()!), value, path, seen) is { } fault)
        {
            faults.Add(new SchemaFault(path, SchemaFault.Group, SchemaFault.Alone(fault)) { IsReference = true });
        }
    }

    /// <summary>Another schema for the same value: what it has looked at counts if it fits.</summary>
    private SchemaFault? Self(JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        var inner = new Evaluated();
        var fault = Validate(schema, value, path, inner);
        if (fault is null)
        {
            seen.Add(inner);
        }

        return fault;
    }

    private void Below(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path)
    {
        if (Validate(schema, value, path, new Evaluated()) is { } fault)
        {
            faults.Add(fault);
        }
    }

    private void ByType(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Members(faults, schema, value, path, seen);
                break;
            case JsonValueKind.Array:
                Items(faults, schema, value, path, seen);
                break;
            case JsonValueKind.String:
                keywords.OfText(faults, schema, value, path);
                break;
            case JsonValueKind.Number:
                keywords.OfNumber(faults, schema, value, path);
                break;
            default:
                break;
        }
    }

    private void Members(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        FourKeywords.OfMap(faults, schema, value, path);
        if (SchemaValue.Has(schema, "dependencies", out var dependencies))
        {
            Dependent(faults, dependencies, value, path, seen);
        }

        var extra = new List<string>();
        foreach (var member in SchemaValue.Members(value))
        {
            var inner = $"{path}/{SchemaFault.Escaped(member.Name)}";
            var isKnown = false;
            foreach (var known in document.MembersFor(schema, member.Name))
            {
                isKnown = true;
                Below(faults, known, member.Value, inner);
            }

            if (!isKnown && SchemaValue.Has(schema, "additionalProperties", out var additional))
            {
                isKnown = true;
                if (additional.ValueKind == JsonValueKind.False)
                {
                    extra.Add(member.Name);
                }
                else
                {
                    Below(faults, additional, member.Value, inner);
                }
            }

            if (isKnown)
            {
                seen.Members.Add(member.Name);
            }
        }

        if (extra.Count > 0)
        {
            var names = string.Join(", ", extra.Select(SchemaFault.Quote));
            faults.Add(new SchemaFault(path, $"additional properties {names} not allowed", []) { Members = extra });
        }

        Names(faults, schema, value);
        if (SchemaValue.Has(schema, "dependentSchemas", out var schemas))
        {
            Dependent(faults, schemas, value, path, seen);
        }

        if (SchemaValue.Has(schema, "dependentRequired", out var required))
        {
            Dependent(faults, required, value, path, seen);
        }
    }

    private void Names(List<SchemaFault> faults, JsonElement schema, JsonElement value)
    {
        if (document.Draft == SchemaDraft.Draft4 || !SchemaValue.Has(schema, "propertyNames", out var names))
        {
            return;
        }

        foreach (var member in SchemaValue.Members(value))
        {
            using var name = JsonDocument.Parse(JsonSerializer.Serialize(member.Name));
            var causes = SchemaFault.Alone(Validate(names, name.RootElement, "", new Evaluated()));
            if (causes.Count > 0)
            {
                faults.Add(new SchemaFault("", $"invalid propertyName {SchemaFault.Quote(member.Name)}", causes));
            }
        }
    }

    private void Dependent(
        List<SchemaFault> faults, JsonElement dependencies, JsonElement value, string path, Evaluated seen)
    {
        if (dependencies.ValueKind != JsonValueKind.Object)
        {
            throw document.Wrong("dependencies");
        }

        foreach (var dependency in SchemaValue.Members(dependencies))
        {
            if (!value.TryGetProperty(dependency.Name, out _))
            {
                continue;
            }

            if (dependency.Value.ValueKind == JsonValueKind.Array)
            {
                FourKeywords.Required(faults, dependency, value, path);
            }
            else if (Self(dependency.Value, value, path, seen) is { } fault)
            {
                faults.Add(fault);
            }
        }
    }

    private void Items(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        FourKeywords.OfList(faults, schema, value, path);
        var first = document.Draft >= SchemaDraft.Draft2020 ? "prefixItems" : "items";
        var positional = SchemaValue.List(schema, first);
        var rest = document.Draft >= SchemaDraft.Draft2020 ? "items" : "additionalItems";
        var isAll = SchemaValue.Has(schema, "items", out var items) && items.ValueKind != JsonValueKind.Array;
        var count = value.GetArrayLength();
        if (document.Draft < SchemaDraft.Draft2020 && isAll)
        {
            (positional, rest) = ([], "items");
        }

        var after = Math.Min(positional.Count, count);
        for (var i = 0; i < after; i++)
        {
            Below(faults, positional[i], value[i], $"{path}/{i}");
            seen.Items.Add(i);
        }

        if (SchemaValue.Has(schema, rest, out var others) && (isAll || positional.Count > 0))
        {
            if (rest == "additionalItems" && others.ValueKind == JsonValueKind.False)
            {
                if (after < count)
                {
                    faults.Add(new SchemaFault(path, $"last {count - after} additionalItem(s) not allowed", []));
                }
            }
            else
            {
                for (var i = after; i < count; i++)
                {
                    // Helm's library counts those behind the listed ones anew.
                    Below(faults, others, value[i], $"{path}/{i - after}");
                    seen.Items.Add(i);
                }
            }
        }

        Contained(faults, schema, value, path, seen);
    }

    private void Contained(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        if (!SchemaValue.Has(schema, "contains", out var contained))
        {
            return;
        }

        var causes = new List<SchemaFault>();
        var matched = new List<int>();
        for (var i = 0; i < value.GetArrayLength(); i++)
        {
            if (Validate(contained, value[i], $"{path}/{i}", new Evaluated()) is { } fault)
            {
                causes.Add(fault);
            }
            else
            {
                matched.Add(i);
                seen.Items.Add(i);
            }
        }

        FourKeywords.Contained(faults, schema, new ContainedItems(matched, causes), path);
    }

    private void Combine(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        if (SchemaValue.Has(schema, "not", out var not) && Validate(not, value, path, new Evaluated()) is null)
        {
            faults.Add(new SchemaFault(path, "'not' failed", []));
        }

        var all = SchemaValue.List(schema, "allOf").Select(item => Self(item, value, path, seen))
            .OfType<SchemaFault>().ToList();
        if (all.Count > 0)
        {
            faults.Add(new SchemaFault(path, "'allOf' failed", all));
        }

        var any = SchemaValue.List(schema, "anyOf").Select(item => Self(item, value, path, seen)).ToList();
        if (any.Count > 0 && !any.Contains(null))
        {
            faults.Add(new SchemaFault(path, "'anyOf' failed", [.. any.OfType<SchemaFault>()]));
        }

        var one = SchemaValue.List(schema, "oneOf").Select(item => Self(item, value, path, seen)).ToList();
        var fits = one.Index().Where(item => item.Item is null).Select(item => item.Index).ToList();
        if (one.Count > 0 && fits.Count != 1)
        {
            faults.Add(fits.Count == 0
                ? new SchemaFault(path, "'oneOf' failed, none matched", [.. one.OfType<SchemaFault>()])
                : new SchemaFault(path, $"'oneOf' failed, subschemas {fits[0]}, {fits[1]} matched", []));
        }

        if (document.Draft >= SchemaDraft.Draft7 && SchemaValue.Has(schema, "if", out var condition)
            && SchemaValue.Has(
                schema, Self(condition, value, path, seen) is null ? "then" : "else", out var consequence)
            && Self(consequence, value, path, seen) is { } consequent)
        {
            faults.Add(consequent);
        }
    }

    private void Unevaluated(
        List<SchemaFault> faults, JsonElement schema, JsonElement value, string path, Evaluated seen)
    {
        if (value.ValueKind == JsonValueKind.Object && SchemaValue.Has(schema, "unevaluatedProperties", out var others))
        {
            foreach (var member in SchemaValue.Members(value).Where(member => !seen.Members.Contains(member.Name)))
            {
                Below(faults, others, member.Value, $"{path}/{SchemaFault.Escaped(member.Name)}");
            }

            seen.Members.UnionWith(value.EnumerateObject().Select(member => member.Name));
        }

        if (value.ValueKind == JsonValueKind.Array && SchemaValue.Has(schema, "unevaluatedItems", out others))
        {
            for (var i = 0; i < value.GetArrayLength(); i++)
            {
                if (seen.Items.Add(i))
                {
                    Below(faults, others, value[i], $"{path}/{i}");
                }
            }
        }
    }
}
