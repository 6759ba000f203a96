using System.Text;

namespace Fairway.Charts.Values;

/// <summary>Gathers text under the budget of the rendering, so that no template grows without end.</summary>
internal sealed class TextSink(Budget budget)
{
    private readonly StringBuilder text = new();

    public int Length => text.Length;

    public void Append(string more)
    {
        budget.Charge(more.Length);
        text.Append(more);
    }

    public void Append(ReadOnlySpan<char> more)
    {
        budget.Charge(more.Length);
        text.Append(more);
    }

    public void Append(char c)
    {
        budget.Charge(1);
        text.Append(c);
    }

    public void Append(char c, int times)
    {
        budget.Charge(times);
        text.Append(c, times);
    }

    public override string ToString() => text.ToString();
}
