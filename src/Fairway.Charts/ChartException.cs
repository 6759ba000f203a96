namespace Fairway.Charts;

/// <summary>A chart that cannot be loaded or rendered: what, where, and what to do.</summary>
public sealed class ChartException : Exception
{
    internal ChartException(string message, string file, int line = 0, int column = 0)
        : base(message)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file in the chart, beginning with the chart's name where it is a template.</summary>
    public string File { get; }

    /// <summary>From 1; 0 if the fault is of the whole file.</summary>
    public int Line { get; }

    /// <summary>The values that do not fit the charts' schemas, by Helm 4's rules; else empty.</summary>
    public IReadOnlyList<ValueFault> ValueFaults { get; internal init; } = [];

    /// <summary>In bytes, from 0, as Go's templates count; 0 if not known.</summary>
    public int Column { get; }
}
