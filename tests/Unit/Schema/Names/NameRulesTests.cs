using System.Text.RegularExpressions;
using CsCheck;
using Fairway.Schema.Names;
using Xunit;

namespace Fairway.Tests.Schema.Names;

/// <summary>The rules of names are those of the expressions that their messages quote.</summary>
public sealed class NameRulesTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.Char["aZ9-._/ \n"], 0, 8];

    private static void Agree(Func<string, string?> rule, string expression) => Names.Sample(
        name => Assert.Equal(Regex.IsMatch(name, $@"\A(?:{expression})\z"), rule(name) is null));

    [Fact]
    public void Subdomains_are_those_of_the_expression() =>
        Agree(NameRules.Subdomain, @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    [Fact]
    public void Labels_are_those_of_the_expression() => Agree(NameRules.Label, "[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    [Fact]
    public void Labels_of_services_are_those_of_the_expression() =>
        Agree(NameRules.Label1035, "[a-z]([-a-z0-9]*[a-z0-9])?");

    [Fact]
    public void Values_of_labels_are_those_of_the_expression() =>
        Agree(NameRules.LabelValue, "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    [Fact]
    public void Too_long_names_are_told_how_long_they_may_be()
    {
        Assert.Equal("must be no more than 63 bytes", NameRules.Label(new string('a', 64)));
        Assert.Equal("must be no more than 253 bytes", NameRules.Subdomain(new string('a', 254)));
    }
}
