using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>A named format of text.</summary>
internal sealed class FormatValue(string name, int patternSize, Func<string, IReadOnlyList<string>> validate)
    : LibraryValue(KubernetesTypes.Format)
{
    public string Name => name;

    /// <summary>Length of the pattern that it would be, for its cost.</summary>
    public int PatternSize => patternSize;

    /// <summary>What is wrong with a text; nothing if it fits.</summary>
    public IReadOnlyList<string> Validate(string text) => validate(text);

    public override string ToString() => name;

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(other is FormatValue that && that.Name == name);
}
