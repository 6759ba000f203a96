using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fairway.Twin.Timing;

/// <summary>What decides everything that a simulation draws.</summary>
public readonly record struct SimulationSeed(int Value)
{
    /// <summary>A seed of any text: a decimal number is itself (its lowest 32 bits), anything else, such as a commit's
    /// hash, is digested.</summary>
    public static SimulationSeed Of(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new SimulationSeed(unchecked((int)number))
            : new SimulationSeed(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>A source of chance of its own for each purpose, so that what one draws changes nothing for
    /// another.</summary>
    public Random Chance(string purpose)
    {
        var mixed = unchecked((uint)Value * 2654435761u);
        foreach (var letter in purpose)
        {
            mixed = unchecked((mixed ^ letter) * 16777619u);
        }

        return new Random(unchecked((int)mixed));
    }

    /// <summary>The number, which is the same seed again.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
