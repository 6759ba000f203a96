using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>Tables of rule, patch and what is then found wrong. A star at the end stands for the rest of one line; two
/// semicolons part lines; nothing expected means that the change is good.</summary>
internal static class CaseTable
{
    public static TheoryData<string, string, string> Read(string name)
    {
        using var stream = typeof(CaseTable).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return
        [
            .. rows.Select(r => r.Split('\t'))
                .Select(c => new TheoryDataRow<string, string, string>(c[0], c[1], c[2])),
        ];
    }

    public static void Compare(string expected, string found)
    {
        var actual = found.Replace("\n", " ;; ", StringComparison.Ordinal);
        if (expected.EndsWith('*'))
        {
            Assert.StartsWith(expected[..^1], actual, StringComparison.Ordinal);
            Assert.DoesNotContain(";;", actual, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }
}
