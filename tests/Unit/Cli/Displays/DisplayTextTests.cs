using System.Text.Json.Nodes;
using Fairway.Cli.Displays;
using Xunit;

namespace Fairway.Tests.Cli.Displays;

public sealed class DisplayTextTests
{
    private static Display Two => List(Row("a", "Running", "1s"), Row("b", "Pending", "2s"));

    [Theory]
    [InlineData("Text", "NAME   PHASE     AGE\na      Running   1s\nb      Pending   2s\n")]
    [InlineData(
        "Wide", "NAME   PHASE     AGE   SAYS\na      Running   1s    of a\nb      Pending   2s    of b\n")]
    [InlineData("Name", "release/a\nrelease/b\n")]
    [InlineData("Yaml", "- name: a\n  phase: Running\n- name: b\n  phase: Pending\n")]
    public void A_list_has_a_form_for_each_wish(string form, string text) =>
        Assert.Equal(text, DisplayText.Of(Two, Enum.Parse<DisplayForm>(form)));

    [Fact]
    public void Programs_get_a_list_as_an_array_and_one_thing_as_itself()
    {
        Assert.Equal(2, JsonNode.Parse(DisplayText.Of(Two, DisplayForm.Json))!.AsArray().Count);
        Assert.Equal("[]\n", DisplayText.Of(List(), DisplayForm.Json));
        var one = Display.One("release/a", new JsonObject { ["name"] = "a" }, "all of a\n");
        Assert.Equal("a", (string?)JsonNode.Parse(DisplayText.Of(one, DisplayForm.Json))!["name"]);
        Assert.Equal("all of a\n", DisplayText.Of(one, DisplayForm.Text));
        Assert.Equal("all of a\n", DisplayText.Of(one, DisplayForm.Wide));
        Assert.Equal("", DisplayText.Of(List(), DisplayForm.Text));
    }

    [Theory]
    [InlineData("Text", "b      Done      9s\n")]
    [InlineData("Name", "release/b\n")]
    [InlineData("Json", "{\"name\":\"b\",\"phase\":\"Done\"}\n")]
    [InlineData("Yaml", "---\nname: b\nphase: Done\n")]
    public void Of_changes_only_what_is_new_is_shown_and_age_is_no_news(string form, string text)
    {
        var after = List(Row("a", "Running", "8s"), Row("b", "Done", "9s"));

        Assert.Equal(text, DisplayText.Changes(Two, after, Enum.Parse<DisplayForm>(form)));
        Assert.Equal("", DisplayText.Changes(after, after, Enum.Parse<DisplayForm>(form)));
    }

    [Fact]
    public void A_watch_begins_with_everything_and_its_heading_once()
    {
        Assert.Equal(DisplayText.Of(Two, DisplayForm.Text), DisplayText.Changes(null, Two, DisplayForm.Text));
        Assert.Equal(DisplayText.Of(Two, DisplayForm.Text), DisplayText.Changes(List(), Two, DisplayForm.Text));
        Assert.Equal(
            "{\"name\":\"a\",\"phase\":\"Running\"}\n{\"name\":\"b\",\"phase\":\"Pending\"}\n",
            DisplayText.Changes(null, Two, DisplayForm.Json));
        Assert.Equal(["release/b"], DisplayText.Gone(Two, List(Row("a", "Running", "1s"))));
    }

    [Fact]
    public void One_thing_is_shown_again_as_a_whole_where_it_has_changed()
    {
        static Display At(string text, string basis) => Display.One(
            new DisplayRow("release/a", new JsonObject()) { Text = text, Basis = basis });

        Assert.Equal("", DisplayText.Changes(At("9s left\n", "x"), At("8s left\n", "x"), DisplayForm.Text));
        Assert.Equal("\nover\n", DisplayText.Changes(At("9s left\n", "x"), At("over\n", "y"), DisplayForm.Text));
    }

    private static Display List(params DisplayRow[] rows) => new(rows)
    {
        Headings = ["NAME", "PHASE", "AGE"],
        Wider = ["SAYS"],
    };

    private static DisplayRow Row(string name, string phase, string age) =>
        new($"release/{name}", new JsonObject { ["name"] = name, ["phase"] = phase })
        {
            Cells = [name, phase, age],
            Wider = [$"of {name}"],
            Ageing = [2],
        };
}
