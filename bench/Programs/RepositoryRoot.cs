namespace Fairway.Bench.Programs;

/// <summary>The checkout that this program was built in.</summary>
internal static class RepositoryRoot
{
    public static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fairway.slnx")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("run this from a checkout: there is no Fairway.slnx above it");
        }

        return folder;
    }
}
