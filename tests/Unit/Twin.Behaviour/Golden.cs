using System.Runtime.CompilerServices;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>Stories kept as files beside the tests. UPDATE_GOLDEN=1 rewrites them; CI refuses to.</summary>
internal static class Golden
{
    public static void Check(string name, string story, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Stories", name + ".golden");
        var update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";
        if (update)
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") == "true",
                $"CI does not rewrite golden files: update {name}.golden on your machine and commit it.");
            File.WriteAllText(path, story);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run this test once with UPDATE_GOLDEN=1.");
        Assert.Equal(File.ReadAllText(path), story);
    }
}
