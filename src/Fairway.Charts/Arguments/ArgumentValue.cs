using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Charts.Arguments;

/// <summary>How values of <c>--set</c> and its kin are read.</summary>
internal abstract class ArgumentValue
{
    /// <summary>What is behind the equals sign, and the comma behind that.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public abstract JsonNode? Read(ArgumentScanner scanner);

    private static readonly SearchValues<char> NeverInNumbers = SearchValues.Create(" \t\n\r\v\f,");

    /// <summary><c>true</c>, <c>false</c>, <c>null</c> and whole numbers are what they look like; a number is a
    /// decimal, which templates see as an int64.</summary>
    public static JsonNode? Typed(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        "NULL" => null,
        "0" => JsonValue.Create(0m),
        _ when text.Length > 0 && text[0] != '0' && !text.AsSpan().ContainsAny(NeverInNumbers)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create((decimal)number),
        _ => text,
    };

    /// <summary>A text up to a comma, or a list in braces.</summary>
    /// <param name="read">What a text means.</param>
    internal sealed class Texts(Func<string, JsonNode?> read) : ArgumentValue
    {
        public override JsonNode? Read(ArgumentScanner scanner)
        {
            if (scanner.IsAtEnd)
            {
                return "";
            }

            if (scanner.Next != '{')
            {
                return read(scanner.Until(",").Read);
            }

            scanner.Skip();
            var list = new JsonArray();
            while (true)
            {
                var (text, stop) = scanner.Until(",}");
                if (stop is null)
                {
                    throw new FormatException("list must terminate with '}'");
                }

                list.Add(read(text));
                if (stop == '}')
                {
                    scanner.Skip(!scanner.IsAtEnd && scanner.Next == ',' ? 1 : 0);
                    return list;
                }
            }
        }
    }

    /// <summary>A value of JSON; nothing is null.</summary>
    internal sealed class Json : ArgumentValue
    {
        public override JsonNode? Read(ArgumentScanner scanner)
        {
            if (scanner.SkipEmpty())
            {
                return null;
            }

            var utf8 = Encoding.UTF8.GetBytes(scanner.Rest.ToString());
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true });
            try
            {
                reader.Read();
                reader.Skip();
                var length = (int)reader.BytesConsumed;
                scanner.Skip(Encoding.UTF8.GetCharCount(utf8.AsSpan(0, length)));
                scanner.SkipEmpty();
                return JsonReader.Read(utf8.AsSpan(0, length)).Node;
            }
            catch (Exception fault) when (fault is JsonException or JsonFormatException)
            {
                throw new FormatException("it is no JSON", fault);
            }
        }
    }

    /// <summary>All the rest, as it is.</summary>
    internal sealed class Literal : ArgumentValue
    {
        public override JsonNode Read(ArgumentScanner scanner) => scanner.Until("").Read;
    }
}
