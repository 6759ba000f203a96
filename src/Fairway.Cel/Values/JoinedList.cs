using Fairway.Cel.Functions;

namespace Fairway.Cel.Values;

/// <summary>
/// Two lists, one behind the other, without a copy: joining costs one unit however long they are.
/// </summary>
internal sealed class JoinedList(CelList left, CelList right) : CelList
{
    public override int Count { get; } = TooLargeException.Checked((long)left.Count + right.Count);

    public override CelValue this[int index] => index < left.Count ? left[index] : right[index - left.Count];

    internal override CelValue Contains(CelValue value) => left.Contains(value) switch
    {
        CelBool { Value: true } found => found,
        CelError fault => right.Contains(value) is CelBool { Value: true } found ? found : fault,
        _ => right.Contains(value),
    };
}
