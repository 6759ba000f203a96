namespace Fairway.Charts;

/// <summary>Where values come from, in the order in which Helm lays them over each other.</summary>
public enum ValueSource
{
    /// <summary><c>--set-json</c>: values of JSON.</summary>
    Json,

    /// <summary><c>--set</c>: texts; numbers and booleans are what they look like.</summary>
    Set,

    /// <summary><c>--set-string</c>: texts.</summary>
    Text,

    /// <summary><c>--set-file</c>: names of files, of which the content is taken.</summary>
    File,

    /// <summary><c>--set-literal</c>: one text, as it is.</summary>
    Literal,
}
