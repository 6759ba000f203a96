using System.Collections.Immutable;
using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary>Remembers what of its input a rendering has looked at: see <see cref="RenderReads"/>.</summary>
internal sealed class ReadTrace
{
    private readonly HashSet<string> values = new(StringComparer.Ordinal);

    /// <summary>While it is true, nothing is remembered: who looks cannot be moved by what it sees.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The present was asked for.</summary>
    public bool SawNow { get; set; }

    /// <summary>Something was made of the seed.</summary>
    public bool SawSeed { get; set; }

    /// <summary>A member of the watched map was looked at.</summary>
    public void Saw(string key)
    {
        if (!IsPaused)
        {
            values.Add(key);
        }
    }

    public RenderReads Read() =>
        new([.. values.Select(ByteText.ToUnicode).Order(StringComparer.Ordinal)], SawNow, SawSeed);
}
