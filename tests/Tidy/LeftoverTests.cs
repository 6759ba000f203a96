using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class LeftoverTests
{
    [Fact]
    public void No_marker_is_left_over() =>
        Offence.None(
            Repository.TextFiles(
                ".cs", ".csproj", ".props", ".targets", ".md", ".tsv", "fairway", "test", "build/setup", "build/dotnet")
            .SelectMany(LeftoverRules.Markers));

    [Fact]
    public void Every_disabled_warning_has_a_reason() =>
        Offence.None(SourceFile.All.SelectMany(LeftoverRules.BarePragmas));

    [Fact]
    public void Every_suppressed_message_has_a_reason() =>
        Offence.None(SourceFile.All.SelectMany(LeftoverRules.BareAttributes));

    [Fact]
    public void Every_warning_that_a_project_turns_off_has_a_reason() =>
        Offence.None(Repository.TextFiles(".csproj", ".props", ".targets").SelectMany(LeftoverRules.BareNoWarns));

    [Fact]
    public void Every_rule_that_an_editorconfig_switches_off_has_a_reason() =>
        Offence.None(Repository.TextFiles(".editorconfig").SelectMany(LeftoverRules.BareSeverities));

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("// FIX" + "ME")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    public void A_left_over_marker_is_seen(string line) =>
        Offence.One(LeftoverRules.Markers(new TextFile("a.cs", $"\n{line}")), "a.cs:2");

    [Fact]
    public void A_word_that_holds_a_marker_is_none() =>
        Offence.None(LeftoverRules.Markers(new TextFile("a.md", "See HACKING.md.")));

    [Fact]
    public void A_disabled_warning_without_a_reason_is_seen()
    {
        Offence.One(
            LeftoverRules.BarePragmas(SourceFile.Sample("\n#pragma warning disable CA1000\nclass C;")), "Sample.cs:2");
        Offence.None(
            LeftoverRules.BarePragmas(
                SourceFile.Sample("#pragma warning disable CA1000 // The API wants it.\nclass C;")));
        Offence.None(LeftoverRules.BarePragmas(SourceFile.Sample("#pragma warning restore CA1000\nclass C;")));
    }

    [Fact]
    public void A_suppressed_message_without_a_reason_is_seen()
    {
        Offence.One(
            LeftoverRules.BareAttributes(SourceFile.Sample("[SuppressMessage(\"a\", \"b\")] class C;")), "Sample.cs:1");
        Offence.One(LeftoverRules.BareAttributes(
            SourceFile.Sample("[SuppressMessage(\"a\", \"b\", Justification = \"\")] class C;")), "Sample.cs:1");
        Offence.None(
            LeftoverRules.BareAttributes(
                SourceFile.Sample("[SuppressMessage(\"a\", \"b\", Justification = \"Why.\")] class C;")));
    }

    [Fact]
    public void A_warning_turned_off_without_a_reason_is_seen()
    {
        Offence.One(LeftoverRules.BareNoWarns(new TextFile("a.csproj", "<P>\n<NoWarn>CS1</NoWarn>")), "a.csproj:2");
        Offence.None(LeftoverRules.BareNoWarns(new TextFile("a.csproj", "<!-- Why. -->\n<NoWarn>CS1</NoWarn>")));
    }

    [Fact]
    public void A_rule_switched_off_without_a_reason_is_seen()
    {
        Offence.One(
            LeftoverRules.BareSeverities(new TextFile(".editorconfig", "\ndotnet_diagnostic.CA1.severity = none")),
            "config:2");
        Offence.None(
            LeftoverRules.BareSeverities(
                new TextFile(".editorconfig", "# Why.\ndotnet_diagnostic.CA1.severity = none")));
        Offence.None(
            LeftoverRules.BareSeverities(new TextFile(".editorconfig", "\ndotnet_diagnostic.CA1.severity = error")));
    }
}
