using Fairway.Charts.Generated;
using Fairway.Charts.Values;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Rendering;

/// <summary>What all templates of one rendering share beside the templates: what it may still spend, and what the input
/// says of the world.</summary>
internal sealed class RenderWorld(RenderInput input, CancellationToken cancel)
{
    private readonly Generation generation = new(input.Seed, input.Generated);
    private readonly Dictionary<string, Re2> patterns = new(StringComparer.Ordinal);

    public Budget Budget { get; } = new(input.Limits, cancel);

    public HelmLine Helm => input.Helm;

    /// <summary>What is looked at.</summary>
    public ReadTrace Trace { get; } = new();

    public DateTimeOffset Now
    {
        get
        {
            Trace.SawNow = true;
            return input.Now;
        }
    }

    public DateTimeOffset CertificatesFrom
    {
        get
        {
            Trace.SawNow = true;
            return input.CertificatesFrom ?? input.Now;
        }
    }

    public Generation Generation
    {
        get
        {
            Trace.SawSeed = true;
            return generation;
        }
    }

    public IClusterLookup? Lookup => input.Lookup;

    /// <summary>A pattern, read once a rendering: charts use the same few again and again.</summary>
    /// <exception cref="Re2Exception">It cannot be read.</exception>
    public Re2 Pattern(string pattern)
    {
        if (!patterns.TryGetValue(pattern, out var compiled))
        {
            compiled = patterns[pattern] = Re2.Compile(pattern);
        }

        return compiled;
    }
}
