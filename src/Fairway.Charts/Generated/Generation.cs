using System.Security.Cryptography;
using System.Text;
using Fairway.Charts.Functions;
using Fairway.Charts.Values;

namespace Fairway.Charts.Generated;

/// <summary>What is random in one rendering: nothing is drawn, all is made out of a seed and the place that
/// asks.</summary>
internal sealed class Generation(ReadOnlyMemory<byte> seed, IGeneratedValues? memory)
{
    private readonly Dictionary<GeneratedSite, int> asked = [];

    /// <summary>What a call is given.</summary>
    /// <param name="call">The call.</param>
    /// <param name="make">Makes it out of the bytes of its place.</param>
    public string Make(in FunctionCall call, Func<SeededBytes, string> make)
    {
        var first = new GeneratedSite(call.Template, call.Expression, Arguments(call), 0);
        var ordinal = asked.GetValueOrDefault(first);
        asked[first] = ordinal + 1;
        var site = first with { Ordinal = ordinal };
        return memory is null
            ? make(Bytes(site, ""))
            : memory.Recall(site, anew => make(Bytes(site, anew)));
    }

    private SeededBytes Bytes(GeneratedSite site, string anew)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, seed.Span);
        Append(hash, site.Template);
        Append(hash, site.Call);
        Append(hash, site.Arguments);
        Append(hash, site.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (anew.Length > 0)
        {
            Append(hash, anew);
        }

        return new SeededBytes(hash.GetHashAndReset());
    }

    private static string Arguments(in FunctionCall call)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var argument in call.All)
        {
            Append(hash, argument.TypeName);
            Append(hash, GoFormat.Print(argument, call.Budget));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>With its length before it, so that no two lists of texts give the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
