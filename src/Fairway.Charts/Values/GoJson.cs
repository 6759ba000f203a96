using System.Globalization;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>Values as Go writes JSON: keys by their bytes, <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> escaped.</summary>
internal static class GoJson
{
    private const int MostDepth = 200;

    /// <param name="value">What is written.</param>
    /// <param name="budget">What the text may cost.</param>
    /// <param name="escapesMarkup">As <c>toJson</c>, and not <c>toRawJson</c>.</param>
    /// <param name="indent">Before each level, on lines of their own; null for one line.</param>
    public static string Write(GoValue value, Budget budget, bool escapesMarkup = true, string? indent = null)
    {
        var sink = new TextSink(budget);
        new Writer(sink, escapesMarkup, indent).Write(value, 0);
        return ByteText.FromUnicode(sink.ToString());
    }

    private sealed class Writer(TextSink sink, bool escapesMarkup, string? indent)
    {
        public void Write(GoValue value, int depth)
        {
            if (depth > MostDepth)
            {
                throw new GoError("json: unsupported value: encountered a cycle");
            }

            switch (value.Kind)
            {
                case GoKind.String:
                    WriteString(value.Text);
                    break;
                case GoKind.Float:
                    sink.Append(double.IsFinite(value.Float)
                        ? GoNumber.Json(value.Float)
                        : throw new GoError($"json: unsupported value: {GoNumber.Shortest(value.Float)}"));
                    break;
                case GoKind.List:
                    WriteList(value.List, depth);
                    break;
                case GoKind.Map:
                    WriteMap(value.Map, value.Map.SortedKeys(), depth);
                    break;
                case GoKind.Object when value.Object is { JsonKeys: { } keys, Plain.Map: var members }:
                    WriteMap(members, keys, depth);
                    break;
                case GoKind.Object:
                    Write(value.Object.Plain, depth + 1);
                    break;
                default:
                    sink.Append(value.IsNil ? "null" : GoFormat.Scalar(value)!);
                    break;
            }
        }

        private void WriteList(GoList list, int depth)
        {
            sink.Append('[');
            for (var i = 0; i < list.Count; i++)
            {
                Separate(i, depth + 1);
                Write(list[i], depth + 1);
            }

            Close(list.Count, depth, ']');
        }

        private void WriteMap(GoMap map, IReadOnlyList<string> keys, int depth)
        {
            sink.Append('{');
            for (var i = 0; i < keys.Count; i++)
            {
                Separate(i, depth + 1);
                WriteString(keys[i]);
                sink.Append(indent is null ? ":" : ": ");
                Write(map[keys[i]], depth + 1);
            }

            Close(keys.Count, depth, '}');
        }

        private void Separate(int index, int depth)
        {
            if (index > 0)
            {
                sink.Append(',');
            }

            NewLine(depth);
        }

        private void Close(int count, int depth, char bracket)
        {
            if (count > 0)
            {
                NewLine(depth);
            }

            sink.Append(bracket);
        }

        private void NewLine(int depth)
        {
            if (indent is not null)
            {
                sink.Append('\n');
                for (var i = 0; i < depth; i++)
                {
                    sink.Append(indent);
                }
            }
        }

        private void WriteString(string bytes)
        {
            sink.Append('"');
            foreach (var c in ByteText.ToUnicode(bytes))
            {
                WriteChar(c);
            }

            sink.Append('"');
        }

        private void WriteChar(char c)
        {
            var known = "\"\\\b\f\n\r\t".IndexOf(c, StringComparison.Ordinal);
            if (known >= 0)
            {
                sink.Append('\\');
                sink.Append("\"\\bfnrt"[known]);
            }
            else if (c < ' ' || c is '\u2028' or '\u2029' || (escapesMarkup && c is ('<' or '>' or '&')))
            {
                sink.Append("\\u");
                sink.Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                sink.Append(c);
            }
        }
    }
}
