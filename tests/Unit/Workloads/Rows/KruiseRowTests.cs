using System.Globalization;
using System.Runtime.CompilerServices;
using Xunit;

namespace Fairway.Tests.Workloads.Rows;

/// <summary>The page says how OpenKruise's rows went, and none of them is told of twice.</summary>
public sealed class KruiseRowTests
{
    [Fact]
    public void The_page_says_how_the_rows_went()
    {
        var text = KruiseRowPage.Write(KruiseTable.All(), NotBehaviours());
        var path = Path.Combine(Root(), KruiseRowPage.Path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    [Fact]
    public void No_test_of_OpenKruise_is_told_of_twice()
    {
        var sources = KruiseTable.All().SelectMany(table => table.Sources).SelectMany(Tests)
            .Concat(NotBehaviours().SelectMany(other => Tests(other.Source)));

        Assert.DoesNotContain(sources.CountBy(source => source), counted => counted.Value > 1);
    }

    private static IEnumerable<string> Tests(string source)
    {
        var words = source.Split(' ');
        return words.Skip(1).Select(test => $"{words[0]} {test}");
    }

    private static NotBehaviour[] NotBehaviours()
    {
        using var stream = typeof(KruiseRowTests).Assembly.GetManifestResourceStream("kruise/not-behaviours")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
                .Select(line => line.Split('\t')).Select(cells => new NotBehaviour(
                    cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2])),
        ];
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../.."));
}
