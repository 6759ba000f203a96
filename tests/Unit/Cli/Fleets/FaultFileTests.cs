using Fairway.Cli;
using Fairway.Cli.Fleets;
using Fairway.Twin.Faults;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class FaultFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_of_faults_is_a_plan() => Assert.Equal(
        FaultEffect.Lose, Assert.Single(FaultFile.Read(Write("rules:\n- do: Lose")).Rules).Do);

    [Fact]
    public void What_is_not_understood_is_told_with_the_file_and_the_place()
    {
        var path = Write("rules:\n- do: Refuse");
        var failure = Assert.Throws<CliFailure>(() => FaultFile.Read(path));
        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.StartsWith($"faults {path}: rules[0].status: ", failure.Message);
    }

    private string Write(string yaml)
    {
        var path = folder.In("faults.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
