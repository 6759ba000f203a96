using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Merge.Fields;

/// <summary>The JSON form of a set. Written as text first: a tree of one node a path costs ten times as much (see bench/).</summary>
internal static class FieldsV1
{
    private const int LongestStackName = 256;

    private static readonly JsonEncodedText Self = JsonEncodedText.Encode(".");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static JsonObject Write(FieldSet set)
    {
        buffer ??= new(4096);
        writer ??= new(buffer, JsonText.WriterOptions);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        Write(writer, set, false);
        writer.Flush();
        return JsonObject.Create(JsonElement.Parse(buffer.WrittenSpan))!;
    }

    public static bool TryRead(JsonNode? fieldsV1, out FieldSet set)
    {
        set = FieldSet.Empty;
        if (fieldsV1 is not JsonObject map)
        {
            return fieldsV1 is null;
        }

        var entries = new List<FieldEntry>(16);
        return TryRead(map, entries, out set, out _);
    }

    /// <summary>
    /// True where FieldsV1, which must be as <see cref="Write(FieldSet)"/> writes it, and the set have a path in common. Reads no more of
    /// the tree than that takes.
    /// </summary>
    public static bool Overlaps(JsonObject fieldsV1, FieldSet set)
    {
        for (var i = 0; i < fieldsV1.Count; i++)
        {
            var (name, value) = fieldsV1.GetAt(i);
            if (TryFind(set, name, out var entry) && value is JsonObject below
                && ((entry.Member && IsMember(below)) || (entry.Children is not null && Overlaps(below, entry.Children))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where all paths of the set are in FieldsV1, which must be as <see cref="Write(FieldSet)"/> writes it.</summary>
    public static bool ContainsAll(JsonObject fieldsV1, FieldSet set)
    {
        var found = 0;
        for (var i = 0; i < fieldsV1.Count && found < set.Entries.Length; i++)
        {
            var (name, value) = fieldsV1.GetAt(i);
            if (TryFind(set, name, out var entry))
            {
                found++;
                if (value is not JsonObject below || (entry.Member && !IsMember(below))
                    || (entry.Children is not null && !ContainsAll(below, entry.Children)))
                {
                    return false;
                }
            }
        }

        return found == set.Entries.Length;
    }

    private static bool IsMember(JsonObject below) => below.Count == 0 || below.ContainsKey(".");

    private static bool TryFind(FieldSet set, string name, out FieldEntry entry)
    {
        var found = name.Length < 2 ? null : set.Find(Kind(name[0]), name.AsSpan(2));
        entry = found.GetValueOrDefault();
        return found is not null;
    }

    private static PathKind Kind(char letter) => letter switch
    {
        'f' => PathKind.Field,
        'k' => PathKind.Key,
        'v' => PathKind.Value,
        _ => PathKind.Index,
    };

    private static bool TryRead(JsonObject map, List<FieldEntry> stack, out FieldSet set, out bool self)
    {
        var start = stack.Count;
        set = FieldSet.Empty;
        self = false;
        for (var i = 0; i < map.Count; i++)
        {
            var (name, value) = map.GetAt(i);
            if (name == ".")
            {
                self = true;
                continue;
            }

            if (value is not JsonObject below)
            {
                return false;
            }

            if (name.Length < 2 || name[1] != ':')
            {
                return false;
            }

            if (name[0] is not ('f' or 'k' or 'v' or 'i'))
            {
                continue;
            }

            if (!PathElement.TryParse(name, out var element) || !TryRead(below, stack, out var children, out var member))
            {
                return false;
            }

            stack.Add(new(element, member || children.IsEmpty, children.IsEmpty ? null : children));
        }

        set = Pop(stack, start);
        return true;
    }

    /// <summary>Takes the entries above <paramref name="start"/> off the stack. Of an element that comes twice the last counts.</summary>
    private static FieldSet Pop(List<FieldEntry> stack, int start)
    {
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(stack)[start..];
        var set = FieldSet.FromEntries(span);
        stack.RemoveRange(start, stack.Count - start);
        var entries = set.Entries;
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i - 1].Element == entries[i].Element)
            {
                return Merge(entries);
            }
        }

        return set;
    }

    /// <summary>Joins elements that two spellings named: <c>k:{"a":1}</c> and <c>k:{"a": 1}</c>.</summary>
    private static FieldSet Merge(ReadOnlySpan<FieldEntry> entries)
    {
        var merged = FieldSet.Empty;
        foreach (var entry in entries)
        {
            merged = merged.Union(FieldSet.FromEntries([entry]));
        }

        return merged;
    }

    private static void Write(Utf8JsonWriter output, FieldSet set, bool self)
    {
        output.WriteStartObject();
        if (self)
        {
            output.WriteStartObject(Self);
            output.WriteEndObject();
        }

        foreach (ref readonly var entry in set.Entries)
        {
            WriteName(output, entry.Element);
            Write(output, entry.Children ?? FieldSet.Empty, entry.Member && entry.Children is not null);
        }

        output.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter output, PathElement element)
    {
        var text = element.Text;
        var name = text.Length + 2 <= LongestStackName ? stackalloc char[LongestStackName] : new char[text.Length + 2];
        name[0] = element.Kind switch
        {
            PathKind.Field => 'f',
            PathKind.Key => 'k',
            PathKind.Value => 'v',
            _ => 'i',
        };
        name[1] = ':';
        text.CopyTo(name[2..]);
        output.WritePropertyName(name[..(text.Length + 2)]);
    }
}
