using System.Text;
using Fairway.Charts.Generated;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's random texts and numbers, made of the seed. How long and of what they are is Sprig's.</summary>
internal static class RandomFunctions
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string Printable = string.Concat(Enumerable.Range(' ', '\x7f' - ' ').Select(c => (char)c));

    public static void Define(FunctionTable.Add add)
    {
        Drawn(add, "randAlphaNum", Digits + Letters);
        Drawn(add, "randAlpha", Letters);
        Drawn(add, "randNumeric", Digits);
        Drawn(add, "randAscii", Printable);
        add("randBytes", "int", (in call) => Bytes(call));
        add("randInt", "int int", (in call) => Number(call));
        add("uuidv4", "", (in call) => GoValue.Of(call.Host.Generation.Make(call, Uuid)));
        add("shuffle", "string", (in call) => Shuffled(call));
    }

    private static void Drawn(FunctionTable.Add add, string name, string alphabet) =>
        add(name, "int", (in call) =>
        {
            if (call.Integer(0) <= 0)
            {
                return GoValue.Of("");
            }

            call.Budget.Charge(call.Integer(0));
            var count = (int)call.Integer(0);
            return GoValue.Of(call.Host.Generation.Make(call, bytes => Text(bytes, alphabet, count)));
        });

    private static string Text(SeededBytes bytes, string alphabet, int count)
    {
        var text = new StringBuilder(count);
        for (var i = 0; i < count; i++)
        {
            text.Append(alphabet[(int)bytes.Below(alphabet.Length)]);
        }

        return text.ToString();
    }

    private static GoValue Bytes(in FunctionCall call)
    {
        if (call.Integer(0) < 0)
        {
            throw new GoError("runtime error: makeslice: len out of range");
        }

        call.Budget.Charge(call.Integer(0) * 4 / 3);
        var count = (int)call.Integer(0);
        return GoValue.Of(call.Host.Generation.Make(call, bytes => Convert.ToBase64String(bytes.Take(count))));
    }

    private static GoValue Number(in FunctionCall call)
    {
        var least = call.Integer(0);
        var count = unchecked(call.Integer(1) - least);
        if (count <= 0)
        {
            throw new GoError("invalid argument to Intn");
        }

        var drawn = call.Host.Generation.Make(
            call, bytes => bytes.Below(count).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return GoValue.OfInt(least + long.Parse(drawn, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>RFC 9562: version 4, variant 10.</summary>
    private static string Uuid(SeededBytes random)
    {
        var bytes = random.Take(16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static GoValue Shuffled(in FunctionCall call)
    {
        Rune[] runes = [.. ByteText.ToUnicode(call.Text(0)).EnumerateRunes()];
        call.Budget.Charge(call.Text(0).Length);
        return GoValue.Of(call.Host.Generation.Make(call, bytes =>
        {
            for (var i = runes.Length - 1; i > 0; i--)
            {
                var other = (int)bytes.Below(i + 1);
                (runes[i], runes[other]) = (runes[other], runes[i]);
            }

            return ByteText.FromUnicode(string.Concat(runes));
        }));
    }
}
