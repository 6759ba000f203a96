using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using SharpYaml;
using SharpYaml.Events;

namespace Fairway.Twin.Api.Objects;

/// <summary>What is wrong with a YAML body.</summary>
internal sealed class YamlFault(string message) : Exception(message);

/// <summary>YAML bodies and answers. Scalars are resolved as YAML 1.1 has them, as API servers do: <c>y</c> and
/// <c>no</c> are booleans.</summary>
internal static class YamlText
{
    // Deeper than any object; bounds the recursion over hostile input.
    private const int MostDepth = 400;

    /// <summary>The first document, which must be a mapping.</summary>
    /// <exception cref="YamlFault">It is no YAML, or no mapping.</exception>
    public static JsonObject ReadObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var parser = Parser.CreateParser(new StringReader(Encoding.UTF8.GetString(utf8)));
            var reader = new EventReader(parser);
            reader.Expect<StreamStart>();
            if (reader.Accept<StreamEnd>())
            {
                return [];
            }

            reader.Expect<DocumentStart>();
            return Read(reader, 0) as JsonObject ?? throw new YamlFault("the document is not a mapping");
        }
        catch (YamlException fault)
        {
            // The reference parser counts lines from 1 where the scanner fails, and from 0 where the grammar does.
            var line = fault.Start.Line + (fault is SyntaxErrorException ? 1 : 0);
            throw new YamlFault(
                line > 0 ? $"yaml: line {line}: {Words(fault.Message)}" : $"yaml: {Words(fault.Message)}");
        }
    }

    /// <summary>A tree as YAML: JSON is YAML, but nobody wants to read it; block style, keys in order.</summary>
    public static byte[] Write(JsonNode node)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var emitter = new Emitter(output, 2, int.MaxValue);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(true));
        emitter.Emit(new StreamEnd());
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    /// <summary>
    /// A parser's message without its positions and without what it was doing, as API servers put it:
    /// <c>(Lin: 0, Col: 1, Chr: 1): While parsing a node, did not find expected node content.</c>
    /// </summary>
    private static string Words(string message)
    {
        var told =
            message[(message.LastIndexOf("): ", StringComparison.Ordinal) + 1)..].TrimStart(':', ' ').TrimEnd('.');
        var doing = told.StartsWith("While ", StringComparison.Ordinal)
            ? told.IndexOf(", ", StringComparison.Ordinal)
            : -1;
        var what = doing < 0 ? told : told[(doing + 2)..];
        return what.StartsWith("find ", StringComparison.Ordinal) ? $"found {what[5..]}"
            : what.Length == 0 ? what
            : char.ToLowerInvariant(what[0]) + what[1..];
    }

    private static JsonNode? Read(EventReader reader, int depth)
    {
        if (depth > MostDepth)
        {
            throw new YamlFault("yaml: exceeded max depth");
        }

        if (reader.Allow<SequenceStart>() is not null)
        {
            var list = new JsonArray();
            while (reader.Allow<SequenceEnd>() is null)
            {
                list.Add(Read(reader, depth + 1));
            }

            return list;
        }

        if (reader.Allow<MappingStart>() is not null)
        {
            return ReadMapping(reader, depth);
        }

        return reader.Allow<Scalar>() is { } scalar
            ? Resolve(scalar)
            : throw new YamlFault("yaml: anchors and aliases are not taken in bodies; write the value out");
    }

    private static JsonObject ReadMapping(EventReader reader, int depth)
    {
        var map = new JsonObject();
        while (reader.Allow<MappingEnd>() is null)
        {
            var key = reader.Allow<Scalar>() ?? throw new YamlFault("yaml: the key of a mapping must be a scalar");
            map[key.Value] = Read(reader, depth + 1);
        }

        return map;
    }

    private static JsonNode? Resolve(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str")
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
            _ => Number(text) ?? text,
        };
    }

    private static JsonNode? Number(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.'))
        {
            return null;
        }

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            // A leading zero means octal in YAML 1.1.
            var digits = plain.TrimStart('+', '-');
            return digits.Length > 1 && digits[0] == '0' && digits.All(c => c is >= '0' and <= '7')
                ? Convert.ToInt64(digits, 8) * (plain[0] == '-' ? -1 : 1)
                : whole;
        }

        if (plain.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(
                plain.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return hex;
        }

        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && double.IsFinite(real)
            ? real
            : null;
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(null, null, true, map.Count == 0 ? YamlStyle.Flow : YamlStyle.Block));
                foreach (var (key, value) in map)
                {
                    emitter.Emit(new Scalar(null, null, key, ScalarStyle.Any, true, true));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(null, null, true, list.Count == 0 ? YamlStyle.Flow : YamlStyle.Block));
                foreach (var item in list)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                EmitScalar(emitter, node);
                break;
        }
    }

    private static void EmitScalar(Emitter emitter, JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
        {
            var mistaken = Resolve(new Scalar(null, null, text, ScalarStyle.Plain, true, false)) is not JsonValue plain
                || !plain.TryGetValue<string>(out _);
            emitter.Emit(
                new Scalar(null, null, text, mistaken ? ScalarStyle.DoubleQuoted : ScalarStyle.Any, true, true));
            return;
        }

        emitter.Emit(new Scalar(null, null, node?.ToJsonString() ?? "null", ScalarStyle.Plain, true, false));
    }
}
