using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class DocsTests
{
    private static readonly DocsRules Sample = new(
        ["src/Fairway.Kube/IKubeApi.cs", "docs/HACKING.md", "test"], new HashSet<string>(["IKubeApi", "GetAsync"]));

    [Fact]
    public void What_the_docs_name_exists()
    {
        var rules = new DocsRules(Repository.Files, KnownNames.All);
        Offence.None(Docs().SelectMany(rules.NamesOfNothing));
    }

    [Fact]
    public void What_the_docs_link_to_exists()
    {
        var rules = new DocsRules(Repository.Files, KnownNames.All);
        Offence.None(Docs().SelectMany(rules.LinksToNothing));
    }

    [Theory]
    [InlineData("`IKubeFoo`")]
    [InlineData("`IKubeApi.PutAsync`")]
    [InlineData("`src/Fairway.Kube/IKubeFoo.cs`")]
    [InlineData("`IKubeFoo.cs`")]
    [InlineData("`src/Fairway.Gone/`")]
    [InlineData("`./tset`")]
    public void The_name_of_nothing_is_seen(string text) =>
        Offence.One(Sample.NamesOfNothing(new TextFile("docs/a.md", $"\nSee {text}.")), "docs/a.md:2");

    [Theory]
    [InlineData("`IKubeApi`, `IKubeApi.GetAsync`, `IKubeApi.cs`")]
    [InlineData("`src/Fairway.Kube/`, `src/*/IKubeApi.cs`, `HACKING.md`, `./test`")]
    [InlineData("`git rebase`, `kubectl`, `-v`, `true`, `metadata.name`, `x/y`")]
    public void The_name_of_something_is_well(string text) =>
        Offence.None(Sample.NamesOfNothing(new TextFile("docs/a.md", text)));

    [Fact]
    public void A_link_to_nothing_is_seen()
    {
        Offence.One(Sample.LinksToNothing(new TextFile("docs/a.md", "[here](gone.md)")), "docs/a.md:1");
        Offence.None(
            Sample.LinksToNothing(
                new TextFile("docs/a.md", "[here](HACKING.md#build), [there](../src/Fairway.Kube/IKubeApi.cs)")));
        Offence.None(Sample.LinksToNothing(new TextFile("docs/a.md", "[web](https://example.com/)")));
        Offence.None(Sample.LinksToNothing(new TextFile("docs/a.md", "matches `[a-z]([-a-z]*)`")));
    }

    private static IEnumerable<TextFile> Docs() =>
        Repository.TextFiles(".md")
            .Where(file => file.Path is "README.md" || file.Path.StartsWith("docs/", StringComparison.Ordinal));
}
