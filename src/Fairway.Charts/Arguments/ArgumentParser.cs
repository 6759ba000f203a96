using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Charts.Arguments;

/// <summary>
/// Reads <c>a.b[0].c=value,d=value</c> into values: the grammar of Helm's <c>--set</c>. Dots make maps, brackets lists;
/// a backslash takes the meaning of what follows.
/// </summary>
/// <param name="text">The text of one argument.</param>
/// <param name="value">How values are read.</param>
/// <param name="line">Whose rules are followed: Helm 4 takes a bracket without end for the end.</param>
/// <param name="isLiteral">Backslash and comma mean themselves.</param>
/// <remarks>Source: Helm's pkg/strvals.</remarks>
internal sealed class ArgumentParser(
    string text, ArgumentValue value, HelmLine line, bool isLiteral = false)
{
    private const int MostIndex = 65_536;
    private const int MostNames = 30;

    private readonly ArgumentScanner scanner = new(text, isLiteral);

    /// <exception cref="FormatException">It cannot be read; the message is Helm's.</exception>
    public void ParseInto(JsonObject values)
    {
        while (Key(values, 0))
        {
        }
    }

    /// <summary>One name with what is behind it; false at the end of the text.</summary>
    private bool Key(JsonObject data, int names)
    {
        var (key, stop) = scanner.Until(isLiteral ? "=[." : "=[,.");
        switch (stop)
        {
            case '[':
                return Listed(data, key, names);
            case '=':
                Set(data, key, value.Read(scanner));
                return true;
            case '.':
                return Inner(data, key, names + 1);
            case ',':
                throw new FormatException($"key \"{key}\" has no value (cannot end with ,)");
            default:
                return key.Length == 0 ? false : throw new FormatException($"key \"{key}\" has no value");
        }
    }

    private bool Listed(JsonObject data, string key, int names)
    {
        if (Index() is not { } index)
        {
            return false;
        }

        var list = data.TryGetPropertyValue(key, out var held)
            ? held as JsonArray ?? throw Mismatch(held, "[]interface {}")
            : [];
        var goesOn = Item(list, index, names);
        Set(data, key, list);
        return goesOn;
    }

    private bool Inner(JsonObject data, string key, int names)
    {
        if (names > MostNames)
        {
            throw new FormatException(
                $"value name nested level is greater than maximum supported nested level of {MostNames}");
        }

        var inner = data.TryGetPropertyValue(key, out var held)
            ? held as JsonObject ?? throw Mismatch(held, "map[string]interface {}")
            : [];
        var goesOn = Key(inner, names);
        if (inner.Count > 0)
        {
            Set(data, key, inner);
        }
        else if (goesOn)
        {
            throw new FormatException($"key map \"{key}\" has no value");
        }

        return goesOn;
    }

    private bool Item(JsonArray list, int index, int names)
    {
        if (index < 0)
        {
            throw new FormatException($"negative {index} index not allowed");
        }

        var (rest, stop) = scanner.Until("[.=");
        if (rest.Length > 0)
        {
            throw new FormatException(
                $"unexpected data at end of array index: [{string.Join(' ', rest.Select(c => $"'{c}'"))}]");
        }

        switch (stop)
        {
            case '=':
                Place(list, index, value.Read(scanner));
                return true;
            case '[':
                if (Index() is not { } next)
                {
                    return false;
                }

                var inner = index < list.Count && list[index] is { } held
                    ? held as JsonArray ?? throw Mismatch(held, "[]interface {}")
                    : [];
                var goesOn = Item(inner, next, names);
                Place(list, index, goesOn ? inner : null, isSet: goesOn);
                return goesOn;
            case '.':
                var map = index < list.Count && list[index] is JsonObject known ? known : [];
                var isSet = Key(map, names);
                Place(list, index, isSet ? map : null, isSet);
                return isSet;
            default:
                return false;
        }
    }

    private int? Index()
    {
        var (digits, stop) = scanner.Until("]");
        if (stop is null)
        {
            return line == HelmLine.Four ? null : throw new FormatException("error parsing index: EOF");
        }

        return !digits.AsSpan().ContainsAny(" \t,_")
            && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new FormatException($"error parsing index: strconv.Atoi: parsing \"{digits}\": invalid syntax");
    }

    private static void Set(JsonObject data, string key, JsonNode? node)
    {
        if (key.Length > 0 && (node is null || !ReferenceEquals(data[key], node)))
        {
            data[key] = node;
        }
    }

    private static void Place(JsonArray list, int index, JsonNode? node, bool isSet = true)
    {
        if (!isSet)
        {
            return;
        }

        if (index > MostIndex)
        {
            throw new FormatException(
                $"index of {index} is greater than maximum supported index of {MostIndex}");
        }

        while (list.Count <= index)
        {
            list.Add(null);
        }

        if (node is null || !ReferenceEquals(list[index], node))
        {
            list[index] = node;
        }
    }

    private static FormatException Mismatch(JsonNode? held, string wanted) => new(
        $"unable to parse key: interface conversion: interface {{}} is {TypeName(held)}, not {wanted}");

    private static string TypeName(JsonNode? node) => node switch
    {
        null => "nil",
        JsonObject => "map[string]interface {}",
        JsonArray => "[]interface {}",
        _ => Values.JsonValues.From(node).TypeName,
    };
}
