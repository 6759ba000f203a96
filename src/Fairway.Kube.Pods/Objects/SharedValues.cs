using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>
/// Lets values that are read from equal JSON be one instance, mostly: ten thousand pods of one template have the same
/// containers, labels and owners. It saves reading them again, too. A table of fixed size in which the newest wins.
/// Safe for any number of threads, and nobody can tell, since all the values are immutable.
/// </summary>
/// <typeparam name="T">What is read; the same JSON must always give an equal value.</typeparam>
internal static class SharedValues<T>
{
    private const int Slots = 1024;
    private const int Longest = 4096;
    private static readonly Entry?[] Entries = new Entry?[Slots];

    public static T Read(JsonElement element, Func<JsonElement, T> read) =>
        Read(JsonMarshal.GetRawUtf8Value(element), element, read);

    /// <summary>The same, where not all of the JSON counts.</summary>
    /// <param name="key">What counts of it: of equal keys an equal value is read.</param>
    /// <param name="element">What is read.</param>
    /// <param name="read">Reads it; the same function wherever <typeparamref name="T"/> is read.</param>
    public static T Read(ReadOnlySpan<byte> key, JsonElement element, Func<JsonElement, T> read)
    {
        if (key.Length > Longest)
        {
            return read(element);
        }

        ref var slot = ref Entries[StableHash.Quick(key) % Slots];
        var there = Volatile.Read(ref slot);
        if (there is not null && key.SequenceEqual(there.Key))
        {
            return there.Value;
        }

        // Reading may use what the key lies in.
        var kept = key.ToArray();
        var value = read(element);
        Volatile.Write(ref slot, new Entry(kept, value));
        return value;
    }

    private sealed record Entry(byte[] Key, T Value);
}

/// <summary>Reads what many objects have alike.</summary>
internal static class SharedReading
{
    /// <summary>A list, empty where there is none; one instance for equal JSON.</summary>
    /// <param name="parent">The object that has it.</param>
    /// <param name="name">Its field.</param>
    /// <param name="read">Reads an item; the same function wherever <typeparamref name="T"/> is read.</param>
    public static ImmutableArray<T> SharedList<T>(this JsonElement? parent, string name, Func<JsonElement, T> read) =>
        parent.Child(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            ? SharedValues<ImmutableArray<T>>.Read(list, items => [.. items.EnumerateArray().Select(read)])
            : [];

    /// <summary>Labels or annotations; one instance for equal JSON.</summary>
    public static StringMap SharedMap(this JsonElement? parent, string name) =>
        parent.Child(name) is { ValueKind: JsonValueKind.Object } map
            ? SharedValues<StringMap>.Read(map, static m => StringMap.Read(m))
            : StringMap.Empty;
}
