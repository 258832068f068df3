"""Cases of the review that have no test here, each with its reason. Who builds the feature moves its cases into tests."""

CASES = {"a": 40, "b": 50, "c": 37, "d": 14, "e": 22, "f": 19, "g": 20}


ELSEWHERE = {
    "e16": "there are no local-only posts",
    "f09": "video is neither uploaded nor decoded; a playlist is no picture and refused as such (F6)",
}
