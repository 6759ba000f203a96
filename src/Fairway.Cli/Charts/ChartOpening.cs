using Fairway.Charts;
using Fairway.Components.Packaging;

namespace Fairway.Cli.Charts;

/// <summary>Opens charts, and tells what is wrong with them.</summary>
internal static class ChartOpening
{
    /// <summary>Reads the chart at a path.</summary>
    /// <exception cref="CliFailure">It is none.</exception>
    public static Chart Open(string path, bool isVerbose, CancellationToken cancel) =>
        OpenFiles(path, isVerbose, cancel).Chart;

    /// <summary>The same, with its files by their paths in it.</summary>
    /// <exception cref="CliFailure">It is none.</exception>
    public static (Chart Chart, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files) OpenFiles(
        string path, bool isVerbose, CancellationToken cancel)
    {
        try
        {
            var files = ChartSource.Read(path, cancel);
            return (ChartArchive.Load(files, cancel), files);
        }
        catch (InvalidDataException fault)
        {
            throw new CliFailure(fault.Message, fault) { ExitCode = ExitCodes.Usage };
        }
        catch (ChartException fault)
        {
            throw Failure(path, fault, isVerbose);
        }
    }

    /// <summary>One line that names the chart and what is wrong; as many as there are if more is asked
    /// for.</summary>
    public static CliFailure Failure(string chart, ChartException fault, bool isVerbose)
    {
        var place = fault.Line > 0 && !fault.Message.Contains(fault.File, StringComparison.Ordinal)
            ? $"{fault.File}, line {fault.Line}: "
            : "";
        var message = isVerbose
            ? fault.Message
            : string.Join(' ', fault.Message.Split(
                '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return new CliFailure($"chart {chart}: {place}{message}", fault);
    }
}
