using Fairway.Charts;
using Fairway.Charts.Generated;
using Xunit;

namespace Fairway.Tests.Charts.Generated;

public sealed class GenerationTests
{
    private const string Drawing =
        """{{ randAlphaNum 12 }} {{ uuidv4 }} {{ randInt 1 1000000 }} {{ shuffle "abcdefghij" }} {{ randBytes 9 }}""";

    [Fact]
    public void A_second_rendering_draws_what_the_first_drew() =>
        Assert.Equal(ChartFiles.Print(Drawing), ChartFiles.Print(Drawing));

    [Fact]
    public void Another_seed_draws_otherwise() =>
        Assert.NotEqual(
            ChartFiles.Print(Drawing, ChartFiles.Input with { Seed = "one"u8.ToArray() }),
            ChartFiles.Print(Drawing, ChartFiles.Input with { Seed = "two"u8.ToArray() }));

    [Fact]
    public void Two_calls_alike_draw_apart()
    {
        var drawn = ChartFiles.Print("{{ range until 50 }}{{ randAlphaNum 20 }} {{ end }}").Trim().Split(' ');

        Assert.Equal(50, drawn.Distinct().Count());
    }

    [Fact]
    public void An_edit_elsewhere_in_a_file_rotates_nothing() =>
        Assert.Equal(
            ChartFiles.Print("{{ randAlphaNum 12 }}"),
            ChartFiles.Print("\n\n{{/* a longer way */}}\n{{- $x := 1 }}{{ randAlphaNum 12 }}").Trim());

    [Fact]
    public void Other_arguments_draw_otherwise() =>
        Assert.NotEqual(
            ChartFiles.Print("{{ $n := 12 }}{{ randAlphaNum $n }}"),
            ChartFiles.Print("{{ $n := 13 }}{{ randAlphaNum $n }}")[..12]);

    [Theory]
    [InlineData("{{ randAlphaNum 300 }}", "^[0-9A-Za-z]{300}$")]
    [InlineData("{{ randAlpha 300 }}", "^[A-Za-z]{300}$")]
    [InlineData("{{ randNumeric 300 }}", "^[0-9]{300}$")]
    [InlineData("{{ randAscii 300 }}", "^[ -~]{300}$")]
    [InlineData("{{ randAlpha 0 }}{{ randAlpha -1 }}", "^$")]
    [InlineData("{{ uuidv4 }}", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    [InlineData("{{ randBytes 30 | b64dec | len }} {{ randBytes 0 }}", "^30 $")]
    [InlineData("""{{ bcrypt "x" }}""", @"^\$2a\$10\$[./A-Za-z0-9]{53}$")]
    [InlineData("""{{ htpasswd "me" "x" }}""", @"^me:\$2a\$10\$[./A-Za-z0-9]{53}$")]
    [InlineData("{{ typeOf (randInt 3 4) }} {{ randInt 3 4 }} {{ randInt -4 -3 }}", "^int 3 -4$")]
    [InlineData("""{{ shuffle "é" }}|{{ shuffle "" }}""", @"^é\|$")]
    public void What_is_drawn_is_of_the_kind_that_sprig_draws(string template, string pattern) =>
        Assert.Matches(pattern, ChartFiles.Print(template));

    [Fact]
    public void A_shuffled_text_has_the_letters_that_it_had() =>
        Assert.Equal(
            "aabcdefé", string.Concat(ChartFiles.Print("""{{ shuffle "abcdefaé" }}""").Order()));

    [Fact]
    public void Numbers_below_a_limit_are_all_drawn_and_evenly()
    {
        var bytes = new SeededBytes(new byte[32]);
        var counts = new int[7];
        for (var i = 0; i < 7000; i++)
        {
            counts[bytes.Below(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Renderings_at_once_draw_what_one_alone_draws()
    {
        var chart = ChartFiles.Load((
            "templates/x.yaml",
            "v: {{ randAlphaNum 20 }}-{{ .Values.n }}\nw: {{ set .Values \"n\" 1 | len }}{{ uuidv4 }}\n"));
        string Render(int n) => chart.Rendered(ChartFiles.Input with
        {
            Values = new System.Text.Json.Nodes.JsonObject { ["n"] = n },
        }).Manifest;

        var serial = Enumerable.Range(0, 300).Select(Render).ToList();

        Assert.Equal(serial, Enumerable.Range(0, 300).AsParallel().AsOrdered().Select(Render));
    }

    [Fact]
    public void What_a_memory_holds_is_not_made_again()
    {
        var memory = new Memory();
        var input = ChartFiles.Input with { Generated = memory };
        const string Template = """{{ randAlpha 5 }} {{ (genCA "a" 1).Cert | trunc 27 }} {{ randAlpha 5 }}""";

        var first = ChartFiles.Print(Template, input);
        var second = ChartFiles.Print(Template, input with { Seed = "another"u8.ToArray() });

        Assert.Equal(first, second);
        Assert.Equal(3, memory.Made);
        Assert.Equal(
            ["genCA \"a\" 1 0", "randAlpha 5 0", "randAlpha 5 1"],
            memory.Sites.Select(site => $"{site.Call} {site.Ordinal}").Order(StringComparer.Ordinal));
        Assert.All(memory.Sites, site => Assert.Equal("c/templates/_t.tpl", site.Template));
    }

    private sealed class Memory : IGeneratedValues
    {
        private readonly Dictionary<GeneratedSite, string> held = [];

        public int Made { get; private set; }

        public IEnumerable<GeneratedSite> Sites => held.Keys;

        public string Recall(GeneratedSite site, Func<string, string> make)
        {
            if (!held.TryGetValue(site, out var value))
            {
                Made++;
                value = held[site] = make("");
            }

            return value;
        }
    }
}
