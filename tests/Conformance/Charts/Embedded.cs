namespace Fairway.Conformance.Charts;

/// <summary>Data of the tests.</summary>
internal static class Embedded
{
    public static string Text(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"there is no resource {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
