namespace Fairway.Charts.Archives;

/// <summary>What archives inside archives may still unpack to: a small one can hold anything.</summary>
internal sealed class UnpackBudget(CancellationToken cancel)
{
    /// <summary>Bytes of a chart with all charts in it. Source: Helm's MaxDecompressedChartSize.</summary>
    public const long MostBytes = 100 << 20;

    /// <summary>Bytes of one file. Source: Helm's MaxDecompressedFileSize.</summary>
    public const long MostOfFile = 5 << 20;

    private const int MostFiles = 20_000;
    private const int MostDepth = 16;

    private long bytes = MostBytes;
    private int files = MostFiles;
    private int depth;

    /// <summary>One more file.</summary>
    /// <exception cref="ChartException">It is too large, or there are too many.</exception>
    public void Take(string path, long length)
    {
        cancel.ThrowIfCancellationRequested();
        if (length > MostOfFile)
        {
            throw new ChartException(
                $"{path} is larger than {MostOfFile >> 20} MiB, the most that a file may have", path);
        }

        bytes -= length;
        if (bytes < 0)
        {
            throw new ChartException($"the chart is larger than {MostBytes >> 20} MiB unpacked", path);
        }

        if (--files < 0)
        {
            throw new ChartException($"the chart has more than {MostFiles} files", path);
        }
    }

    /// <summary>One chart inside another.</summary>
    /// <exception cref="ChartException">They are nested too deeply.</exception>
    public void Enter(string path)
    {
        cancel.ThrowIfCancellationRequested();
        if (++depth > MostDepth)
        {
            throw new ChartException($"{path}: charts are nested more than {MostDepth} deep", path);
        }
    }

    public void Leave() => depth--;
}
