namespace Fairway.Tidy.Reading;

/// <summary>The lists of banned symbols in <c>build/</c>, by documentation id.</summary>
internal static class BannedList
{
    /// <summary>Each id with the file and line that bans it.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = ReadAll();

    private static Dictionary<string, string> ReadAll()
    {
        var bans = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Repository.TextFiles(".txt").Where(
            file => file.Path.StartsWith("build/BannedSymbols", StringComparison.Ordinal)))
        {
            foreach (var (index, line) in file.Lines.Index())
            {
                if (line.Length > 1 && line[1] == ':')
                {
                    Assert.True(bans.TryAdd(line.Split(';')[0], file.At(index)), $"{file.At(index)} is there twice");
                }
            }
        }

        return bans;
    }
}
