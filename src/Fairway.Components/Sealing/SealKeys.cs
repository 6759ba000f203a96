using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fairway.Components.Sealing;

/// <summary>
/// The keys under which values of Secrets are kept in the MetaDB. The last by id, ordinally, seals what is new; all
/// open what was sealed with them. So a key is rotated by adding one with a later id, and the old one stays for as long
/// as targets of it are kept.
/// </summary>
public sealed partial class SealKeys
{
    /// <summary>How long a key is, in bytes.</summary>
    public const int KeySize = 32;

    private readonly ImmutableSortedDictionary<string, ImmutableArray<byte>> keys;

    /// <param name="keys">Keys of 32 bytes by their ids: 1 to 40 of a-z, 0-9, '-' and '.'.</param>
    /// <exception cref="FormatException">There is none, or one is no key; its bytes are not in the message.</exception>
    public SealKeys(IEnumerable<KeyValuePair<string, byte[]>> keys)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        foreach (var (id, key) in keys)
        {
            if (!IdPattern().IsMatch(id) || key.Length != KeySize)
            {
                throw new FormatException(
                    $"\"{id}\" is no key: an id is 1 to 40 of a-z, 0-9, '-' and '.', and a key has {KeySize} bytes");
            }

            all[id] = [.. key];
        }

        this.keys = all.Count > 0 ? all.ToImmutable() : throw new FormatException("there is no key");
    }

    /// <summary>Ids of all keys, in order; the last one seals.</summary>
    public IEnumerable<string> Ids => keys.Keys;

    /// <summary>Never the keys.</summary>
    public override string ToString() => $"{nameof(SealKeys)} {string.Join(", ", Ids)}";

    /// <summary>What is new is sealed with it.</summary>
    internal (string Id, ImmutableArray<byte> Key) Newest => (keys.Keys.Last(), keys[keys.Keys.Last()]);

    /// <summary>The key of an id; null where there is none.</summary>
    internal ImmutableArray<byte>? Find(string id) => keys.TryGetValue(id, out var key) ? key : null;

    [GeneratedRegex(@"^[a-z0-9.-]{1,40}\z")]
    private static partial Regex IdPattern();
}
