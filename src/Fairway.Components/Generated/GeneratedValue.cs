namespace Fairway.Components.Generated;

/// <summary>What a chart drew at one place.</summary>
/// <param name="Site">A keyed hash of the place.</param>
/// <param name="Value">What was drawn; sealed where it is stored.</param>
internal sealed record GeneratedValue(string Site, string Value)
{
    /// <summary>Never the value.</summary>
    public override string ToString() => Site;
}
