using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fairway.Kube.Pods.Hashing;

/// <summary>
/// The hash by which controllers name what they make of a pod template: the same that a real cluster of version 1.36
/// gives, so that
/// names and messages can be compared.
/// </summary>
internal static class TemplateHash
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    // No vowels and no look-alikes, so that a hash never spells a word: the alphabet of generated names.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <param name="template">The template, without the hash label.</param>
    /// <param name="collisions">How often the name was taken; null is never.</param>
    public static string Of(JsonElement template, int? collisions)
    {
        var hash = Continue(Basis, Encoding.UTF8.GetBytes(GoDump.Of(template)));
        if (collisions is { } count)
        {
            Span<byte> salt = stackalloc byte[8];
            salt.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(salt, count);
            hash = Continue(hash, salt);
        }

        return Letters(hash);
    }

    private static uint Continue(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }

        return hash;
    }

    private static string Letters(uint hash) => string.Concat(
        hash.ToString(CultureInfo.InvariantCulture).Select(digit => Alphabet[digit % Alphabet.Length]));
}
