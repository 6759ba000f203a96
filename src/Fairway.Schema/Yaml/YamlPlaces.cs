using System.Globalization;
using SharpYaml;
using SharpYaml.Events;

namespace Fairway.Schema.Yaml;

/// <summary>Finds where in a text of YAML a value stands.</summary>
public static class YamlPlaces
{
    /// <summary>Line and column, both from 0, at which the value of a path begins, or the nearest value around it that
    /// is written there; the document's begin where it cannot be read.</summary>
    /// <param name="text">The text; its first document counts.</param>
    /// <param name="path">Keys of mappings, and indexes of lists as numbers.</param>
    public static (int Line, int Column) Find(string text, IReadOnlyList<string> path)
    {
        var place = (Line: 0, Column: 0);
        try
        {
            var reader = new EventReader(Parser.CreateParser(new StringReader(text)));
            reader.Expect<StreamStart>();
            if (reader.Accept<StreamEnd>())
            {
                return place;
            }

            reader.Expect<DocumentStart>();
            for (var step = 0; ; step++)
            {
                var start = reader.Peek<ParsingEvent>()!.Start;
                place = (start.Line, start.Column);
                if (step == path.Count || !Enter(reader, path[step]))
                {
                    return place;
                }
            }
        }
        catch (YamlException)
        {
            return place;
        }
    }

    /// <summary>Goes to the value of a key or index; false where there is none.</summary>
    private static bool Enter(EventReader reader, string step)
    {
        if (reader.Allow<MappingStart>() is not null)
        {
            while (reader.Allow<MappingEnd>() is null)
            {
                if (reader.Allow<Scalar>() is { } key && key.Value == step)
                {
                    return true;
                }

                reader.Skip();
            }

            return false;
        }

        if (reader.Allow<SequenceStart>() is null
            || !int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var left))
        {
            return false;
        }

        for (; left > 0 && !reader.Accept<SequenceEnd>(); left--)
        {
            reader.Skip();
        }

        return !reader.Accept<SequenceEnd>();
    }
}
