using Fairway.Cli.Managers;
using Xunit;

namespace Fairway.Tests.Cli.Managers;

public sealed class MemberNameTests
{
    private static readonly Guid Number = new("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData("one", "one-001122334455")]
    [InlineData("My_Host.example", "my-host-example-001122334455")]
    [InlineData("---", "00112233445566778899aabbccddeeff")]
    [InlineData("été", "t-001122334455")]
    public void A_name_is_fit_for_a_lease(string said, string name) => Assert.Equal(name, MemberName.Of(said, Number));

    [Fact]
    public void A_long_name_is_cut() =>
        Assert.Equal(53, MemberName.Of(new string('a', 200), Number).Length);

    [Fact]
    public void Two_processes_of_one_name_are_two() =>
        Assert.NotEqual(MemberName.Of("one", Number), MemberName.Of("one", Guid.NewGuid()));
}
